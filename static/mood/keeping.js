// Answers kept in this browser, so that neither a reload nor a lost network costs one.
// They belong to the edition that the page was made from: a newer one starts afresh.

export function keep(form, step) {
  const answers = [...form.querySelectorAll(":checked")].map(({ name, value }) => [name, value]);
  const { edition } = form.dataset;
  write(form, { edition, step, answers, attempt: form.elements.attempt.value });
}

export function recall(form) {
  const kept = read(form);
  if (!kept || kept.edition !== form.dataset.edition) return null;
  form.elements.attempt.value = kept.attempt;
  for (const [name, value] of kept.answers) {
    const option = form.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
    if (option) option.checked = true;
  }
  return kept;
}

export function forget(form) {
  attempt(() => localStorage.removeItem(place(form)));
}

function place(form) {
  return `quiz:${form.dataset.quiz}`;
}

function read(form) {
  return attempt(() => JSON.parse(localStorage.getItem(place(form))));
}

function write(form, value) {
  attempt(() => localStorage.setItem(place(form), JSON.stringify(value)));
}

// A browser may refuse storage (private windows, full disks); the quiz goes on without.
function attempt(work) {
  try {
    return work();
  } catch {
    return null;
  }
}
