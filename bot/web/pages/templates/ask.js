(() => {
  "use strict";
  const form = document.getElementById("ask");
  const talk = document.getElementById("talk");
  const status = document.getElementById("status");
  const question = document.getElementById("question");
  const button = form.querySelector("button");

  const begin = (asked) => {
    const item = document.createElement("article");
    item.className = "exchange";
    item.tabIndex = -1;
    item.setAttribute("aria-busy", "true");
    const heading = document.createElement("h2");
    heading.dir = "auto";
    heading.textContent = asked;
    const waiting = document.createElement("p");
    waiting.className = "waiting";
    waiting.textContent = status.textContent = form.dataset.looking;
    item.append(heading, waiting);
    talk.append(item);
    item.scrollIntoView({ block: "start" });
    return item;
  };

  const fail = (item, said) => {
    const remark = document.createElement("p");
    remark.className = "remark";
    remark.setAttribute("role", "alert");
    remark.textContent = said || form.dataset.failed;
    item.querySelector(".waiting")?.remove();
    item.append(remark);
  };

  const handle = (block, item) => {
    let name = "message";
    let data = "";
    for (const line of block.split("\n")) {
      if (line.startsWith("event: ")) name = line.slice(7);
      else if (line.startsWith("data: ")) data += line.slice(6);
    }
    if (!data) return;
    const facts = JSON.parse(data);
    // The server has made text of everything that is not its own.
    if (facts.html) item.innerHTML = facts.html;
    else if (name === "error") fail(item, facts.said);
  };

  const read = async (response, item) => {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const blocks = (rest + value).split("\n\n");
      rest = blocks.pop();
      for (const block of blocks) handle(block, item);
    }
  };

  // Enter asks, as in every chat; with Shift it makes a line, and while letters are being composed it chooses them.
  question.addEventListener("keydown", (pressed) => {
    if (pressed.key !== "Enter" || pressed.shiftKey || pressed.isComposing) return;
    pressed.preventDefault();
    if (!button.disabled) form.requestSubmit();
  });

  form.addEventListener("submit", async (sent) => {
    sent.preventDefault();
    const body = new URLSearchParams(new FormData(form));
    const item = begin(question.value.trim());
    button.disabled = true;
    try {
      const response = await fetch(form.action, {
        method: "POST", body, redirect: "error", headers: { Accept: "text/event-stream" },
      });
      if (response.status === 401) return location.reload();
      if (!response.ok) fail(item, (await response.json()).said);
      else {
        await read(response, item);
        question.value = "";
      }
    } catch {
      fail(item);
    } finally {
      button.disabled = false;
      item.removeAttribute("aria-busy");
      status.textContent = "";
      item.focus({ preventScroll: true });
    }
  });
})();
