// Answers kept in this browser, so that neither a reload nor a lost network costs one.
// They belong to the edition that the page was made from: a newer one starts afresh.

export function keep(form, step, isSent = false) {
  const answers = [...form.querySelectorAll(":checked")].map(({ name, value }) => [name, value]);
  const { edition } = form.dataset;
  write(form, { edition, step, answers, attempt: form.elements.attempt.value, isSent });
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

/** Once a result stands, the answers that went out for it are not needed again. */
export function forgetSent() {
  attempt(() => {
    for (const name of Object.keys(localStorage).filter((name) => name.startsWith("quiz:"))) {
      if (JSON.parse(localStorage.getItem(name)).isSent) localStorage.removeItem(name);
    }
  });
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
