// While a form that takes long is on its way: says so, with a moving bar, and keeps it from being sent twice.
"use strict";
for (const form of document.querySelectorAll("form[data-progress]")) {
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "1";
    const told = document.createElement("p");
    told.setAttribute("role", "status");
    told.className = "working";
    told.append(form.dataset.progress, " ", document.createElement("progress"));
    form.append(told);
  });
}
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) {
    delete form.dataset.sent;
    form.querySelector(".working")?.remove();
  }
});
