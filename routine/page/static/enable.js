// "None of these applies to me" without a way to the server: the same answers, at once, for the person to read over.
"use strict";
document.querySelector("[data-none]")?.addEventListener("click", (event) => {
  event.preventDefault();
  for (const question of event.target.closest("section").querySelectorAll("fieldset.question")) {
    if (!question.querySelector("input[type=radio]:checked")) question.querySelector("input[value=no]").checked = true;
  }
  document.querySelector("#begin").focus();
});
