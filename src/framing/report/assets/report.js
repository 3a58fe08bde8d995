"use strict";
// All of this is a convenience: the report reads whole without it. No request, no markup from strings.
(function () {
  var root = document.documentElement, key = "framing-theme";
  function stored() { try { return localStorage.getItem(key); } catch (e) { return null; } }
  function store(value) { try { localStorage.setItem(key, value); } catch (e) { /* a private window */ } }
  function dark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  }
  if (stored() === "dark" || stored() === "light") root.dataset.theme = stored();

  function themes() {
    document.querySelectorAll("button.theme").forEach(function (button) {
      button.hidden = false;
      button.addEventListener("click", function () {
        root.dataset.theme = dark() ? "light" : "dark";
        store(root.dataset.theme);
      });
    });
  }

  // j and k walk through the marks of an article, or through the sentences of a list.
  function shown(selector) {
    return Array.from(document.querySelectorAll(selector)).filter(function (e) { return e.offsetParent !== null; });
  }
  function walk(step) {
    var all = shown(".text a.e, .evidence .where a");
    if (!all.length) return;
    var at = all.indexOf(document.activeElement);
    if (at < 0 && step > 0) at = all.findIndex(function (a) { return a.getBoundingClientRect().top > 0; }) - 1;
    var next = all[Math.max(0, Math.min(all.length - 1, at + step))];
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: "center" });
  }
  function follow(selector, otherwise) {
    var links = shown(selector);
    if (links.length) links[0].click();
    else if (otherwise) follow(otherwise);
  }
  function help() {
    var list = shown(".keys")[0];
    if (!list) return;
    list.open = !list.open;
    list.querySelector("summary").focus();
    list.scrollIntoView({ block: "center" });
  }
  // Of the keys those are listed that do something on the page, or part, that is shown: what each works on, in order.
  var WORK_ON = [".text a.e, .evidence .where a", "a[rel=prev], a[rel=next]", "", "input[type=search]", ""];
  function listing(list) {
    list.hidden = false;
    list.addEventListener("toggle", function () {
      list.querySelectorAll("dl > div").forEach(function (row, n) {
        row.hidden = WORK_ON[n] && !shown(WORK_ON[n]).length;
      });
    });
  }

  // One file of many parts has the title of the one that is shown.
  var whole = document.title;
  function entitled() {
    var h1 = shown("h1")[0];
    document.title = h1 && !h1.closest(".overview") ? h1.textContent + " · " + whole : whole;
  }

  var KEYS = {
    j: function () { walk(1); },
    k: function () { walk(-1); },
    "[": function () { follow("a[rel=prev]"); },
    "]": function () { follow("a[rel=next]"); },
    u: function () { follow(".eyebrow a", "a.brand"); },
    "/": function (event) {
      var field = shown("input[type=search]")[0];
      if (field) { event.preventDefault(); field.focus(); }
    },
    "?": help
  };
  function keys(event) {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target.closest("input, textarea, select")) return;
    if (Object.prototype.hasOwnProperty.call(KEYS, event.key)) KEYS[event.key](event);
  }

  // Headings that sort: a click on a column of a table marked data-sort orders its rows by their data-k or text.
  function value(row, column) {
    var cell = row.cells[column];
    return cell.dataset.k !== undefined ? Number(cell.dataset.k) : cell.textContent.trim().toLowerCase();
  }
  function sorting(table) {
    Array.from(table.tHead.rows[0].cells).forEach(function (head, column) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "sort";
      button.append.apply(button, Array.from(head.childNodes));
      head.append(button);
      button.addEventListener("click", function () {
        var up = head.getAttribute("aria-sort") !== "ascending";
        Array.from(table.tHead.rows[0].cells).forEach(function (h) { h.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        var rows = Array.from(table.tBodies[0].rows);
        rows.sort(function (a, b) {
          var x = value(a, column), y = value(b, column);
          return (x < y ? -1 : x > y ? 1 : 0) * (up ? 1 : -1);
        });
        rows.forEach(function (row) { table.tBodies[0].append(row); });
      });
    });
  }

  function filtering(field) {
    var list = document.getElementById(field.dataset.filter), status = field.closest("p").querySelector("output");
    field.closest("[hidden]").hidden = false;
    field.addEventListener("input", function () {
      var words = field.value.trim().toLowerCase(), shown = 0;
      var all = list.tBodies ? list.tBodies[0].rows : list.querySelectorAll("li");
      Array.from(all).forEach(function (item) {
        item.hidden = words !== "" && !item.textContent.toLowerCase().includes(words);
        shown += item.hidden ? 0 : 1;
      });
      status.textContent = shown + " of " + all.length;
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    themes();
    document.querySelectorAll(".keys").forEach(listing);
    document.querySelectorAll("table[data-sort]").forEach(sorting);
    document.querySelectorAll("input[data-filter]").forEach(filtering);
    document.addEventListener("keydown", keys);
    if (document.querySelectorAll(".part").length > 1) { entitled(); addEventListener("hashchange", entitled); }
  });
})();
