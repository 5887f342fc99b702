// While a form that takes long is on its way: says what is being done and how far it has come, and keeps the form from
// being sent twice.
"use strict";

const PAUSE = 700; // milliseconds between questions

function token() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function follow(form, told, bar) {
  const timer = setInterval(async () => {
    if (!form.dataset.sent) {
      clearInterval(timer);
      return;
    }
    const answer = await fetch(`${form.dataset.working}?token=${form.elements.working.value}`).catch(() => null);
    const { words, done, of } = answer?.ok ? await answer.json() : {};
    if (words) {
      told.textContent = `${words}…… `;
    }
    if (of) {
      bar.max = of;
      bar.value = done;
    } else {
      bar.removeAttribute("value");
    }
  }, PAUSE);
}

for (const form of document.querySelectorAll("form[data-progress]")) {
  const sent = document.createElement("input");
  Object.assign(sent, { type: "hidden", name: "working", value: token() });
  form.append(sent);
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    const line = document.createElement("p");
    line.className = "working";
    const told = document.createElement("span");
    told.setAttribute("role", "status");
    told.textContent = form.dataset.progress;
    const bar = document.createElement("progress");
    bar.setAttribute("aria-label", "进度");
    line.append(told, bar);
    form.append(line);
    if (form.dataset.working) {
      follow(form, told, bar);
    }
  });
}

addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelector(".working")?.remove();
  }
});
