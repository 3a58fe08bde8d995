"use strict";
// The live parts of the tuning pages. Everything shown is set as text; nothing is made from strings of markup.
(function () {
  var said;
  function el(name, text, css) {
    var made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (css) made.className = css;
    return made;
  }
  function say(words, wrong) { said.textContent = words; said.className = wrong ? "wrong" : ""; }
  function answered(answer) {
    return answer.text().then(function (text) {
      var data;
      try { data = JSON.parse(text); } catch (e) { data = { error: text }; }
      if (!answer.ok) throw new Error(data.error || "refused");
      return data;
    });
  }
  function post(what, body) {
    var token = document.querySelector("meta[name=framing-token]").content;
    return fetch("/api/" + what, {
      method: "POST", headers: { "Content-Type": "application/json", "X-Framing-Token": token }, body: JSON.stringify(body)
    }).then(answered);
  }
  function failed(error) { say(error.message, true); }

  function table(titles, rows) {
    var made = el("table"), head = el("tr"), body = el("tbody"), around = el("div", undefined, "table"), top = el("thead");
    titles.forEach(function (title) { var th = el("th", title); th.scope = "col"; head.append(th); });
    top.append(head);
    rows.forEach(function (cells) {
      var tr = el("tr");
      cells.forEach(function (cell, k) {
        var td = el("td", cell[0], cell[1]);
        td.dataset.l = titles[k];
        tr.append(td);
      });
      body.append(tr);
    });
    made.append(top, body);
    around.setAttribute("role", "region"); around.setAttribute("aria-label", "Stances"); around.tabIndex = 0;
    around.append(made);
    return around;
  }
  function effect(data) {
    var place = document.getElementById("effect");
    place.replaceChildren(el("h3", data.terms));
    if (data.moves.length) {
      place.append(table(["Source", "Target", "Voice", "Before", "After", "By"], data.moves.map(function (m) {
        return [[m.source], [m.target], [m.voice], [m.before], [m.after], [m.by, "num " + m.sign]];
      })));
    } else place.append(el("p", "No stance moves.", "thin"));
    if (data.turns.length) {
      var list = el("ol", undefined, "evidence");
      data.turns.forEach(function (t) {
        var item = el("li", undefined, t.sign);
        item.append(el("p", t.text, "said"), el("p", t.before + " → " + t.after + (t.flipped ? " flips" : "") + " toward " +
          t.target + " · " + (t.terms.join(", ") || "a change beside the terms") + " · " + t.source, "where"));
        list.append(item);
      });
      place.append(el("h3", "Sentences that change"), list);
    }
    data.judged.concat(data.halves).forEach(function (line) { place.append(el("p", line, "key")); });
  }

  function editing(form) {
    var text = document.getElementById("text"), busy = false;
    function send(what) {
      if (busy) return;
      busy = true;
      say(what === "try" ? "trying …" : "saving …");
      var body = { name: form.dataset.name, text: text.value, version: form.dataset.version };
      post(what, body).then(function (data) {
        if (data.version !== undefined) {
          form.dataset.version = data.version;
          var fresh = document.getElementById("new");
          if (fresh) { fresh.remove(); text.removeAttribute("aria-describedby"); }
        }
        say(what === "try" ? "Tried; nothing is written." : "Saved. " + data.unlogged, !!data.unlogged);
        effect(data);
      }).catch(function (error) {
        document.getElementById("effect").replaceChildren();  // what an earlier text did is not what this one does
        failed(error);
      }).finally(function () { busy = false; });
    }
    document.getElementById("try").addEventListener("click", function () { send("try"); });
    document.getElementById("save").addEventListener("click", function () { send("save"); });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    document.addEventListener("keydown", function (event) {
      if (!event.ctrlKey && !event.metaKey) return;
      if (event.key === "Enter") { event.preventDefault(); send("try"); }
      if (event.key === "s") { event.preventDefault(); send("save"); }
    });
  }

  function asking(form) {
    var field = document.getElementById("q"), found = document.getElementById("found"), timer, asked = 0;
    function show() {
      var mine = ++asked;
      fetch("/api/kwic?q=" + encodeURIComponent(field.value)).then(answered).then(function (data) {
        if (mine !== asked) return;
        found.className = "";
        found.textContent = field.value.trim() ? data.lines.length + (data.lines.length === 1 ? " line" : " lines") : "";
        document.getElementById("lines").replaceChildren.apply(document.getElementById("lines"), data.lines.map(function (x) {
          var tr = el("tr"), words = el("td"), value = el("td"), source = el("td", x.source), why = el("td", x.why);
          words.append(el("mark", x.words, "e " + x.sign));
          value.append(el("span", x.value, "num " + x.sign));
          source.dataset.l = "Source"; value.dataset.l = "Counts"; why.dataset.l = "Why";
          tr.append(el("td", x.left, "l"), words, el("td", x.right), source, value, why);
          return tr;
        }));
      }).catch(function (error) {
        if (mine !== asked) return;
        found.className = "wrong";
        found.textContent = error.message;
        document.getElementById("lines").replaceChildren();
      });
    }
    form.addEventListener("submit", function (event) { event.preventDefault(); show(); });
    field.addEventListener("input", function () { clearTimeout(timer); timer = setTimeout(show, 150); });
  }

  // A list of things to decide: each is done by a button or by its key, then the next one is at hand.
  function deciding(list, keys, act) {
    function items() { return Array.from(list.children).filter(function (li) { return li.tabIndex === 0 && li.dataset.done === undefined; }); }
    function current() { var own = document.activeElement && document.activeElement.closest("#" + list.id + " > li"); return own || items()[0]; }
    function run(item, what) {
      if (!item || item.dataset.busy) return;
      item.dataset.busy = "1";
      var all = items(), next = all[all.indexOf(item) + 1] || all[all.indexOf(item) - 1];
      act(item, what).then(function (words) {
        item.dataset.done = what; item.classList.add("done");
        item.querySelector(".keys").replaceChildren(el("b", words));
        say(words);
        if (next) next.focus();
      }).catch(failed).finally(function () { delete item.dataset.busy; });
    }
    list.addEventListener("click", function (event) {
      var button = event.target.closest("button[data-do]");
      if (button) run(button.closest("li"), button.dataset.do);
    });
    document.addEventListener("keydown", function (event) {
      if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select")) return;
      var all = items(), at = all.indexOf(current());
      if (event.key === "j" && all[at + 1]) all[at + 1].focus();
      if (event.key === "k" && all[at - 1]) all[at - 1].focus();
      if (keys[event.key]) run(current(), keys[event.key]);
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    said = document.getElementById("said") || el("output");
    var editor = document.getElementById("editor"), ask = document.getElementById("ask");
    var suggestions = document.getElementById("suggestions"), hits = document.getElementById("hits");
    if (editor) editing(editor);
    if (ask) asking(ask);
    if (suggestions) deciding(suggestions, { a: "accept", r: "reject" }, function (item, what) {
      var body = { term: item.dataset.term };
      if (what === "reject") return post("reject", body).then(function () { return "Rejected."; });
      body.polarity = Number(item.querySelector("input").value);
      body.version = suggestions.dataset.version;
      return post("accept", body).then(function (data) {
        suggestions.dataset.version = data.version;
        return "Accepted as " + data.address + "; " + (data.moves.length === 1 ? "1 stance moves." : data.moves.length + " stances move.");
      });
    });
    if (hits) deciding(hits, { y: "right", n: "wrong", s: "skip" }, function (item, what) {
      if (what === "skip") return Promise.resolve("Skipped.");
      return post("judge", { address: hits.dataset.address, key: item.dataset.key, right: what === "right" }).then(function (data) {
        document.getElementById("precision").textContent = data.precision;
        return what === "right" ? "Right." : "Wrong.";
      });
    });
  });
})();
