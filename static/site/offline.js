// Try again with the whole address: a link to the same page would lose what stands behind the #,
// and that may be the key of a result.

document.querySelector("[data-again]").addEventListener("click", (event) => {
  event.preventDefault();
  location.reload();
});
