// Inside a frame: tells the page around it how high this one is.

const tell = () => {
  const lastEmpressHeight = Math.ceil(document.body.getBoundingClientRect().height);
  parent.postMessage({ lastEmpressHeight }, "*");
};

new ResizeObserver(tell).observe(document.body);

// The key of a result made in here goes along to its own page, and leaves the address of this one.
const whole = document.querySelector("[data-whole]");
if (whole && location.hash) {
  whole.hash = location.hash;
  history.replaceState(null, "", location.pathname + location.search);
}
