// Answers kept in this browser, so that neither a reload nor a lost network costs one.
//
// A tab keeps its own, so that no other tab writes over them; a new tab goes on with the latest of all.
// Once their result stands, they wait for whoever comes back to the quiz, with the address of the result.
// They belong to the edition that the page was made from: a newer one starts afresh.

const KEPT = "quiz:";
const ANSWERED = "answered:";
const NOTHING = "null"; // of a tab that starts afresh, whatever other tabs keep

export function keep(form, step) {
  const answers = [...form.querySelectorAll(":checked")].map(({ name, value }) => [name, value]);
  const { edition, quiz } = form.dataset;
  const text = JSON.stringify({ edition, step, answers, attempt: form.elements.attempt.value });
  for (const storage of ["sessionStorage", "localStorage"]) {
    guarded(() => window[storage].setItem(KEPT + quiz, text));
  }
}

/** Put the kept answers into the form; `result` is where theirs stands, if it does. */
export function recall(form) {
  const { edition, quiz } = form.dataset;
  const kept = guarded(() => unfinished(quiz) ?? answered(quiz) ?? latest(quiz));
  if (!kept || kept.edition !== edition) return null;
  form.elements.attempt.value = kept.attempt;
  for (const [name, value] of kept.answers) {
    const option = form.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
    if (option) option.checked = true;
  }
  return kept;
}

/** Start afresh in this tab. */
export function forget(quiz) {
  guarded(() => {
    const text = sessionStorage.getItem(KEPT + quiz);
    sessionStorage.setItem(KEPT + quiz, NOTHING);
    if (localStorage.getItem(KEPT + quiz) === text) localStorage.removeItem(KEPT + quiz);
  });
}

/** Once the result of an attempt stands, its answers are kept only for whoever comes back; its key is kept elsewhere. */
export function settle(attempt, result) {
  const address = new URL(result, location.href);
  address.hash = "";
  guarded(() => {
    for (const quiz of quizzes()) {
      const kept = unfinished(quiz);
      if (kept?.attempt !== attempt) continue;
      sessionStorage.setItem(ANSWERED + quiz, JSON.stringify({ ...kept, result: address.href }));
      forget(quiz);
    }
  });
}

function quizzes() {
  const names = Object.keys(sessionStorage).filter((name) => name.startsWith(KEPT));
  return names.map((name) => name.slice(KEPT.length));
}

function unfinished(quiz) {
  return JSON.parse(sessionStorage.getItem(KEPT + quiz));
}

// The page that a result came from says so itself; the page of a decider, which turns into the quiz, says nothing.
function answered(quiz) {
  const kept = JSON.parse(sessionStorage.getItem(ANSWERED + quiz));
  const isBack = performance.getEntriesByType("navigation")[0]?.type === "back_forward";
  const isOfThisPage = history.state ? history.state.attempt === kept?.attempt : isBack;
  return isOfThisPage ? kept : null;
}

function latest(quiz) {
  if (sessionStorage.getItem(KEPT + quiz) !== null) return null;
  const text = localStorage.getItem(KEPT + quiz);
  if (text) sessionStorage.setItem(KEPT + quiz, text);
  return JSON.parse(text);
}

// A browser may refuse storage (private windows, full disks); the quiz goes on without.
function guarded(work) {
  try {
    return work();
  } catch {
    return null;
  }
}
