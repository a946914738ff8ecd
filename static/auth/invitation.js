// The code of a one-time link stands behind the # of the address, which is sent to nobody: it goes into the form, and leaves.

const form = document.querySelector("[data-invitation]");
const code = location.hash.slice(1);
if (code) {
  history.replaceState(null, "", location.pathname);
  form.elements.token.value = code;
  form.requestSubmit();
}
