// Inside a frame: tells the page around it how high this one is.

const tell = () => {
  const lastEmpressHeight = Math.ceil(document.body.getBoundingClientRect().height);
  parent.postMessage({ lastEmpressHeight }, "*");
};

new ResizeObserver(tell).observe(document.body);
