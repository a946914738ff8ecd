// Shows one question of a form at a time: where we are, said in words, in the title and as a bar.

const calm = matchMedia("(prefers-reduced-motion: reduce)");

/** Press the option at the place that a number key names. */
export function chooseByNumber({ key }, item) {
  const option = /^[1-9]$/.test(key) && item.querySelectorAll("[type=radio]")[key - 1];
  if (!option) return;
  option.focus();
  option.click();
}

export class Steps {
  constructor(form) {
    this.form = form;
    this.items = [...form.querySelectorAll("[data-item]")];
    this.header = form.querySelector("header");
    this.bar = form.querySelector("progress");
    this.back = form.querySelector("[data-back]");
    this.next = form.querySelector("[data-next]");
    this.restart = form.querySelector("[data-restart]");
    this.title = document.title;
    this.step = 0;
  }

  get item() {
    return this.items[this.step];
  }

  get isLast() {
    return this.step === this.items.length - 1;
  }

  start(step) {
    this.form.classList.add("stepping", "keyed");
    this.back.hidden = false;
    this.bar.hidden = false;
    const refused = this.items.findIndex((item) => item.querySelector(".problem"));
    this.moveTo(refused === -1 ? step : refused);
    this.show();
  }

  /** The step counts at once: a key pressed before it shows is an answer to it already. */
  goTo(step) {
    this.moveTo(step);
    const change = () => {
      this.show();
      this.item.querySelector("legend").focus();
      scrollTo(0, 0);
    };
    if (calm.matches || !document.startViewTransition) {
      change();
    } else {
      document.startViewTransition(change).ready.catch(() => {}); // the next one may cut it short
    }
  }

  moveTo(step) {
    this.step = Math.max(0, Math.min(step, this.items.length - 1));
  }

  show() {
    for (const item of this.items) item.hidden = item !== this.item;
    this.header.classList.toggle("unseen", this.step > 0);
    this.bar.value = this.step;
    this.back.disabled = this.step === 0;
    document.title = `${this.item.querySelector(".eyebrow").textContent} · ${this.title}`;
    this.refresh();
  }

  refresh() {
    const { last, skip, go } = this.next.dataset;
    const isChosen = this.item.querySelector(":checked");
    this.next.textContent = this.isLast ? last : isChosen ? go : skip;
    this.next.classList.toggle("primary", this.isLast || Boolean(isChosen));
    this.restart.hidden = this.step === 0 && !this.form.querySelector(":checked");
  }

  enter() {
    const radios = this.item.querySelectorAll("[type=radio]");
    (this.item.querySelector(":checked") ?? radios[0]).focus();
  }
}
