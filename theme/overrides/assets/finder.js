/* The finder's engine: reads the data's columns, answers facets, rights and words. No page is touched here.
   A classic script without modules, fetch or workers, so that it also runs from a disk. Data arrives by scripts that
   call `catalogData(name, payload)`; catalog/web/search/finder/ writes them and says what each column means. */
(function (global) {
  "use strict";
  const store = Object.create(null);
  global.catalogData = function (name, payload) { store[name] = payload; };

  /* --- loading: each script once, whoever asks --- */
  const loading = Object.create(null);
  let base = "", shared = "", manifest = null, lang = "en", assets = {}, index = "";

  function load(url) {
    return loading[url] || (loading[url] = new Promise(function (done, fail) {
      const script = document.createElement("script");
      script.src = url;
      script.onload = done;
      script.onerror = function () { delete loading[url]; script.remove(); fail(new Error(url)); };
      document.head.appendChild(script);
    }));
  }
  function need(groups) {
    return load(shared + "data/finder-" + lang + ".js").then(function () {
      manifest = store.manifest;
      if (typeof groups === "function") groups = groups();
      const files = new Set();
      groups.forEach(function (group) {
        Object.keys(manifest.needs).forEach(function (name) {
          if (name === group || group === "titles.*" && name.startsWith("titles.")) manifest.needs[name].forEach(function (f) { files.add(f); });
        });
      });
      return Promise.all(Array.from(files, function (file) { return load(shared + "data/" + file); }));
    });
  }

  /* --- columns --- */
  const CODE = new Uint8Array(128);
  "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_".split("").forEach(function (c, i) { CODE[c.charCodeAt(0)] = i; });
  function numbers(text) {
    const width = +text[0], size = (text.length - 1) / width, out = new Uint32Array(size);
    for (let i = 0, at = 1; i < size; i++) {
      let value = 0;
      for (let k = 0; k < width; k++) value = value << 6 | CODE[text.charCodeAt(at++)];
      out[i] = value;
    }
    return out;
  }
  function lists(column) { /* {off, flat}: those of work i are flat[off[i]] … flat[off[i + 1] - 1] */
    const count = numbers(column.count), off = new Uint32Array(count.length + 1);
    for (let i = 0; i < count.length; i++) off[i + 1] = off[i] + count[i];
    return { off: off, flat: numbers(column.flat) };
  }
  function singles(flat, n) {
    const off = new Uint32Array(n + 1);
    for (let i = 0; i <= n; i++) off[i] = i;
    return { off: off, flat: flat };
  }
  function sharded(name) { /* a text column of all works, from as many shards as there are */
    let found = [];
    for (let k = 0; store[name + "." + k] !== undefined; k++) found = found.concat(store[name + "." + k].split("\n"));
    return found;
  }

  /* --- spelling --- */
  const RUN = "\\u3005-\\u3007\\u3041-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u3400-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{3ffff}\\u0e00-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff";
  const PLAIN = /^[ -~]*$/, IS_RUN = new RegExp("^[" + RUN + "]", "u"), HAS_RUN = new RegExp("[" + RUN + "]", "u");
  const UNSEEN = /\p{Default_Ignorable_Code_Point}/gu; /* joiners, soft hyphens, marks of direction */
  const MARKS = /[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/g;
  const ODD = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "ð": "d", "þ": "th", "ى": "ي", "ة": "ه", "ک": "ك", "ی": "ي", "ٱ": "ا" };
  const ODDS = /[ßæœøđłıðþىةکیٱ]/g, DIGITS = /[\u0660-\u0669\u06f0-\u06f9]/g, KATAKANA = /[\u30a1-\u30f6]/g;
  const APART = new RegExp("([" + RUN + "]) +(?=[" + RUN + "])", "gu");
  const BEFORE = new RegExp("([" + RUN + "])(?=[^ " + RUN + "])", "gu"), AFTER = new RegExp("([^ " + RUN + "])(?=[" + RUN + "])", "gu");
  let variants = null;
  function simplify(text) {
    if (!variants && store.variants !== undefined) {
      variants = new Map();
      const pairs = Array.from(store.variants);
      for (let i = 0; i < pairs.length; i += 2) variants.set(pairs[i], pairs[i + 1]);
    }
    if (!variants || !variants.size) return text;
    let out = "";
    for (const c of text) out += variants.get(c) || c;
    return out;
  }
  /* Case, accents, Arabic marks and forms, width, kana, traditional characters: what readers do not tell apart. */
  function fold(text) {
    if (!text) return "";
    let s = text;
    const plain = PLAIN.test(s);
    if (plain) s = s.toLowerCase();
    else {
      s = s.replace(UNSEEN, "").normalize("NFKC").toLowerCase().normalize("NFD").replace(MARKS, "").normalize("NFC");
      s = s.replace(ODDS, function (c) { return ODD[c]; }).replace(DIGITS, function (c) { return c.charCodeAt(0) & 15; });
    }
    if (/['’ʼ`‘]/.test(s)) s = s.replace(/(^|[^a-z])([a-z]|qu)['’ʼ`‘]/g, "$1$2 ").replace(/['’ʼ`‘]/g, "");
    if (plain) return s.replace(/[^a-z0-9]+/g, " ").trim();
    s = s.replace(/[^\p{L}\p{N}\p{M}]+/gu, " ");
    if (HAS_RUN.test(s)) {
      s = s.replace(KATAKANA, function (c) { return String.fromCharCode(c.charCodeAt(0) - 96); });
      s = simplify(s).replace(APART, "$1").replace(BEFORE, "$1 ").replace(AFTER, "$1 ");
    }
    return s.trim();
  }
  /* Chinese, Japanese and Thai have no spaces: overlapping pairs, and the last character, which a pair would miss. */
  function terms(folded, asked) {
    const out = [];
    folded.split(" ").forEach(function (word) {
      if (!word) return;
      if (!IS_RUN.test(word)) { out.push(word); return; }
      const chars = Array.from(word);
      for (let i = 0; i + 1 < chars.length; i++) out.push(chars[i] + chars[i + 1]);
      if (!asked || chars.length === 1) out.push(chars[chars.length - 1]);
    });
    return out;
  }

  /* --- works: facets --- */
  const F = {}; /* filled by openFacets */
  function openFacets() {
    if (F.n !== undefined) return;
    const data = store.facets, cards = store.cards, labels = store.labels, n = data.n;
    F.n = n;
    F.tags = data.tags;
    F.own = numbers(data.own);
    F.added = numbers(data.added.of); F.addedValues = data.added.values;
    F.released = numbers(data.released.of); F.releasedValues = data.released.values;
    F.seals = data.seals;
    F.halls = data.halls; F.stands = data.stands; F.stand = lists(data.stand);
    F.makers = labels.makers.ids.split("\n"); F.makerNames = labels.makers.names.split("\n");
    F.slugs = cards.slugs.split("\n"); F.covers = cards.covers.split("\n");
    F.size = numbers(cards.size); F.sizes = cards.sizes; F.illustrated = new Set(cards.illustrated);
    F.labels = labels;
    F.facets = Object.create(null);
    ["kind", "status"].forEach(function (name) {
      F.facets[name] = Object.assign({ values: data[name].values }, singles(numbers(data[name].of), n));
    });
    ["genre", "language", "age", "seeking", "company"].forEach(function (name) {
      F.facets[name] = Object.assign({ values: data[name].values }, lists(data[name]));
    });
    const kinds = F.facets.kind, groups = Object.keys(data.groups), group = new Uint32Array(n);
    const groupOf = kinds.values.map(function (kind) { return groups.findIndex(function (g) { return data.groups[g].includes(kind); }); });
    const years = [""], year = new Uint32Array(n), yearOf = F.releasedValues.map(function (date) {
      const y = date.slice(0, 4);
      if (years[years.length - 1] !== y) years.push(y);
      return y ? years.length - 1 : 0;
    });
    const hallFlat = [], hallOff = new Uint32Array(n + 1);
    for (let i = 0; i < n; i++) {
      group[i] = groupOf[kinds.flat[i]];
      year[i] = yearOf[F.released[i]];
      const here = new Set();
      for (let k = F.stand.off[i]; k < F.stand.off[i + 1]; k++) here.add(F.stands[F.stand.flat[k]][0]);
      here.forEach(function (h) { hallFlat.push(h); });
      hallOff[i + 1] = hallFlat.length;
    }
    F.facets.group = Object.assign({ values: groups }, singles(group, n));
    F.facets.year = Object.assign({ values: years }, singles(year, n));
    F.facets.hall = { values: data.halls, off: hallOff, flat: Uint32Array.from(hallFlat) };
    openRights(data.rights);
    /* as on the plain list: its first page, then what was added last */
    const chosen = new Map(data.first.map(function (w, place) { return [w, place]; }));
    F.order = Array.from({ length: n }, function (_, i) { return i; });
    F.order.sort(function (a, b) { return F.added[b] - F.added[a] || F.released[b] - F.released[a] || a - b; });
    F.newest = F.order.slice();
    F.order.sort(function (a, b) { return (chosen.has(a) ? chosen.get(a) : 1e9) - (chosen.has(b) ? chosen.get(b) : 1e9); });
    F.rank = new Uint32Array(n);
    F.order.forEach(function (w, place) { F.rank[w] = place; });
  }

  /* --- rights: right × territory × language (catalog/edition/rights.py tells the rules) --- */
  const R = {}, AVAILABLE = 5, PART = 4, ASK = 3, OFFER = 2, TAKEN = 1;
  const STATE = ["not-stated", "taken", "under-offer", "ask", "part", "available"];
  function openRights(data) {
    R.rights = data.rights.split(" ");
    R.countries = data.countries.split(" ");
    R.sets = data.sets;
    R.masks = Object.create(null);
    R.states = data.states.split(" ");
    R.languages = data.languages.map(function (l) { return l === "*" || l === "?" ? l : l.split(" "); });
    R.untils = data.untils;
    const lines = lists(data.lines.rights), count = lines.off.length - 1;
    R.bits = new Uint32Array(count);
    for (let l = 0; l < count; l++) for (let k = lines.off[l]; k < lines.off[l + 1]; k++) R.bits[l] |= 1 << lines.flat[k];
    R.state = numbers(data.lines.state);
    R.spoken = numbers(data.lines.languages);
    R.until = numbers(data.lines.until);
    R.exclusive = numbers(data.lines.exclusive);
    const reach = numbers(data.lines.reach), reaches = data.reaches.map(function (text) {
      const parts = text.split("!"), mask = territory(parts[0]).slice(), less = territory(parts[1] || "");
      for (let k = 0; k < 8; k++) mask[k] &= ~less[k];
      return mask;
    });
    R.reach = Array.from(reach, function (r) { return reaches[r]; });
    const OPEN = R.states.indexOf("available"), OFFERED = R.states.indexOf("under-offer");
    R.open = OPEN; R.offered = OFFERED;
    /* narrow before wide, named languages before all, taken before open */
    R.weight = Array.from(reach, function (_, l) {
      const general = typeof R.languages[R.spoken[l]] === "string", taken = R.state[l] !== OPEN && R.state[l] !== OFFERED;
      return size(R.reach[l]) * 4 + (general ? 2 : 0) + (taken ? 0 : 1);
    });
    const works = lists(data.works), profiles = new Map();
    R.profile = new Uint32Array(works.off.length - 1);
    R.lines = [];
    for (let i = 0; i < R.profile.length; i++) {
      const own = works.flat.subarray(works.off[i], works.off[i + 1]), key = own.join();
      if (!profiles.has(key)) {
        profiles.set(key, R.lines.length);
        R.lines.push(Array.from(own).sort(function (a, b) { return R.weight[a] - R.weight[b]; }));
      }
      R.profile[i] = profiles.get(key);
    }
    R.answers = new Map();
  }
  function size(mask) {
    let n = 0;
    for (let k = 0; k < 8; k++) for (let m = mask[k]; m; m &= m - 1) n++;
    return n;
  }
  function territory(codes) { /* "EU GB" → the countries as bits */
    if (R.masks[codes]) return R.masks[codes];
    const mask = new Uint32Array(8);
    codes.split(" ").forEach(function (code) {
      const own = R.sets[code] ? numbers(R.sets[code]) : [R.countries.indexOf(code)];
      own.forEach(function (c) { if (c >= 0) mask[c >> 5] |= 1 << (c & 31); });
    });
    return (R.masks[codes] = mask);
  }
  function speaks(spoken, tag) {
    return spoken.some(function (s) { return tag === s || tag.startsWith(s + "-"); });
  }
  function decide(lines, tag, out) { /* the lines that speak of some countries, in order → out */
    if (tag) {
      for (const l of lines) {
        const spoken = R.languages[R.spoken[l]];
        if (typeof spoken !== "string" && !speaks(spoken, tag)) continue;
        const open = R.state[l] === R.open;
        if (open && spoken === "?") out.ask = true; else if (open) out.open = true;
        else if (R.state[l] === R.offered) out.offer = true; else out.taken = true;
        if (!open || spoken === "?") out.whole = false;
        if (out.lines) out.lines.push(l);
        return;
      }
      out.whole = false;
      return;
    }
    let any = false;
    const seen = new Set();
    for (const l of lines) {
      const spoken = R.languages[R.spoken[l]], general = typeof spoken === "string";
      const news = general || spoken.some(function (s) { return !seen.has(s); });
      if (!general) spoken.forEach(function (s) { seen.add(s); });
      if (!news) continue;
      any = true;
      if (out.lines) out.lines.push(l);
      if (R.state[l] === R.open) out.open = true;
      else { out.whole = false; if (R.state[l] === R.offered) out.offer = true; else out.taken = true; }
      if (general) break;
    }
    if (!any) out.whole = false;
  }
  function answer(lines, right, mask, tag, told) { /* a work's lines, sorted → one of STATE's places; told: those that decide */
    let groups = null;
    for (const l of lines) {
      if (!(R.bits[l] >>> right & 1)) continue;
      if (!groups) groups = [{ mask: mask, lines: [] }];
      const reach = R.reach[l], next = [];
      for (const group of groups) {
        const inside = new Uint32Array(8), rest = new Uint32Array(8);
        let some = 0, left = 0;
        for (let k = 0; k < 8; k++) {
          some |= inside[k] = group.mask[k] & reach[k];
          left |= rest[k] = group.mask[k] & ~reach[k];
        }
        if (some) next.push({ mask: inside, lines: group.lines.concat(l) });
        if (left) next.push({ mask: rest, lines: group.lines });
      }
      groups = next;
    }
    if (!groups) return 0;
    const out = { open: false, ask: false, offer: false, taken: false, whole: true, lines: told };
    for (const group of groups) decide(group.lines, tag, out);
    return out.open ? out.whole ? AVAILABLE : PART : out.ask ? ASK : out.offer ? OFFER : out.taken ? TAKEN : 0;
  }
  /* States of all rights of all works somewhere: a Uint8Array a distinct set of lines. */
  function answers(where, tag) {
    const key = where + "|" + tag;
    let found = R.answers.get(key);
    if (!found) {
      const mask = territory(where || "WORLD"), count = R.rights.length;
      found = R.lines.map(function (lines) {
        const states = new Uint8Array(count);
        let named = 0;
        for (const l of lines) named |= R.bits[l];
        for (let r = 0; r < count; r++) if (named >>> r & 1) states[r] = answer(lines, r, mask, tag);
        return states;
      });
      if (R.answers.size > 24) R.answers.clear();
      R.answers.set(key, found);
    }
    return found;
  }

  /* --- filtering: values of one facet are alternatives, facets narrow each other --- */
  const FACETS = ["group", "kind", "genre", "language", "company", "hall", "age", "year", "status", "seeking"];
  /* state: {facet: Set of ids, right: Set, in: territory, for: language}; hits: Uint8Array of works that match the words.
     Returns {works: Uint32Array-like in no order, counts: {facet: Uint32Array}, rights: …, asked: works, without: {facet: n}} */
  function filter(state, hits) {
    const n = F.n, misses = new Uint8Array(n), last = new Uint8Array(n), asked = new Uint8Array(n);
    const active = [];
    FACETS.forEach(function (name, at) {
      if (!state[name] || !state[name].size) return;
      active.push(name);
      const facet = F.facets[name], wanted = new Uint8Array(facet.values.length);
      facet.values.forEach(function (id, v) { if (state[name].has(id)) wanted[v] = 1; });
      for (let i = 0; i < n; i++) {
        let ok = false;
        for (let k = facet.off[i]; k < facet.off[i + 1] && !ok; k++) ok = wanted[facet.flat[k]] === 1;
        if (!ok) { misses[i]++; last[i] = at; }
      }
    });
    const RIGHT = FACETS.length, QUERY = RIGHT + 1;
    const anyRight = state.right.size || state.in || state.for, states = answers(state.in, state.for);
    const wantedRights = R.rights.map(function (id, r) { return !state.right.size || state.right.has(id) ? r : -1; }).filter(function (r) { return r >= 0; });
    if (anyRight) {
      active.push("right");
      const best = states.map(function (own) { let top = 0; for (const r of wantedRights) if (own[r] > top) top = own[r]; return top; });
      for (let i = 0; i < n; i++) {
        const state_ = best[R.profile[i]];
        if (state_ >= PART) continue;
        misses[i]++; last[i] = RIGHT;
        if (state_ === ASK) asked[i] = 1;
      }
    }
    if (hits) {
      active.push("q");
      for (let i = 0; i < n; i++) if (!hits[i]) { misses[i]++; last[i] = QUERY; }
    }
    const counts = Object.create(null), works = [], ask = [], without = Object.create(null);
    FACETS.forEach(function (name) { counts[name] = new Uint32Array(F.facets[name].values.length); });
    const rights = new Uint32Array(R.rights.length), names = FACETS.concat("right", "q");
    active.forEach(function (name) { without[name] = 0; });
    for (let i = 0; i < n; i++) {
      if (misses[i] > 1) continue;
      const all = misses[i] === 0;
      if (all) works.push(i);
      else {
        without[names[last[i]]]++;
        if (asked[i]) ask.push(i);
      }
      for (let f = 0; f < FACETS.length; f++) {
        if (!all && last[i] !== f) continue;
        const facet = F.facets[FACETS[f]], count = counts[FACETS[f]];
        for (let k = facet.off[i]; k < facet.off[i + 1]; k++) count[facet.flat[k]]++;
      }
      if (all || last[i] === RIGHT) {
        const own = states[R.profile[i]];
        for (let r = 0; r < own.length; r++) if (own[r] >= PART) rights[r]++;
      }
    }
    return { works: works, counts: counts, rights: rights, asked: ask, without: without, active: active };
  }

  /* --- words --- */
  const S = { hay: [], ready: 0, index: null, indexed: 0 };
  const BREAKS = ["\u0001", "\u0002", "\u0003", "\u0004", "\u0005"]; /* pinyin, other titles, people, companies, logline */
  function openWords() {
    if (S.titles) return;
    S.titles = F.tags.map(function (tag) { return sharded("titles." + tag); });
    S.alts = sharded("alts"); S.pinyin = sharded("pinyin"); S.loglines = sharded("loglines." + lang);
    S.people = store.people.names.split("\n"); S.cast = lists(store.people);
    S.foldedPeople = [];
    openOthers();
  }
  function openOthers() {
    S.makers = store.makers.split("\n");
    S.foldedMakers = [];
    S.others = others();
  }
  function wrap(forms) { /* each folded form between spaces, in lines */
    const seen = new Set();
    forms.forEach(function (form) { if (form) seen.add(form); });
    let out = "";
    seen.forEach(function (form) { out += "\n " + form + " "; });
    return out + "\n";
  }
  function spelled(pinyin) { /* "qing yu nian" → joined from each syllable on, and the initials */
    const parts = pinyin.split(" ");
    let out = "\n ";
    for (let k = 0; k < parts.length && k < 16; k++) out += parts.slice(k).join("") + " ";
    return out + (parts.length > 1 ? parts.map(function (p) { return p[0]; }).join("") + " " : "");
  }
  function forms(text, cache, at) { /* of a person or company: folded names, pinyin last */
    if (cache[at] === undefined) {
      const names = [], pinyin = [];
      text.split("\t").forEach(function (form) {
        if (form[0] === "~") pinyin.push(spelled(form.slice(1))); else names.push(fold(form));
      });
      /* a Chinese name in Latin letters is typed in one word, too: Hu Ge, huge */
      if (names.some(function (n) { return IS_RUN.test(n); })) names.slice().forEach(function (n) {
        if (/^[a-z]+( [a-z]+){1,3}$/.test(n)) names.push(n.replace(/ /g, ""));
      });
      cache[at] = wrap(names) + pinyin.join("");
    }
    return cache[at];
  }
  function code(stand) { return fold(F.stands[stand][1]).replace(/ /g, ""); }
  function standForms(stand) {
    const number = code(stand), sign = (F.labels.signs[F.halls[F.stands[stand][0]]] || "").toLowerCase();
    return "\n " + number + " " + (sign ? sign + number + " " : "");
  }
  function build(i) {
    const titles = [];
    for (const column of S.titles) if (column[i]) titles.push(fold(column[i]));
    let hay = wrap(titles) + "\u0001";
    if (S.pinyin[i]) hay += S.pinyin[i].split("\t").map(spelled).join("");
    hay += "\u0002";
    if (S.alts[i]) hay += wrap(S.alts[i].split("\t").map(fold));
    hay += "\u0003";
    for (let k = S.cast.off[i]; k < S.cast.off[i + 1]; k++) hay += forms(S.people[S.cast.flat[k]], S.foldedPeople, S.cast.flat[k]);
    hay += "\u0004";
    const company = F.facets.company;
    for (let k = company.off[i]; k < company.off[i + 1]; k++) hay += forms(S.makers[company.flat[k]], S.foldedMakers, company.flat[k]);
    for (let k = F.stand.off[i]; k < F.stand.off[i + 1]; k++) hay += standForms(F.stand.flat[k]);
    S.hay[i] = hay + "\u0005\n " + fold(S.loglines[i]) + " \n";
  }
  /* Companies, events, families and pages: few, so that they are simply read through. */
  function others() {
    const found = [], more = store.more;
    F.makers.forEach(function (id, c) {
      let hay = forms(S.makers[c], S.foldedMakers, c);
      F.stands.forEach(function (_, s) { if (more.stands[s][1].includes(c)) hay += standForms(s); });
      const stand = more.stands.find(function (s) { return s[1].includes(c); });
      found.push({ group: "companies", title: F.makerNames[c], lang: F.labels.makers.other[c] || "", path: "companies/" + id + "/", note: stand ? stand[0] : "", hay: hay });
    });
    ["events", "families", "pages"].forEach(function (group) {
      more[group].forEach(function (entry) {
        found.push({ group: group, title: entry[0], lang: entry[1], path: entry[2], note: entry[3], hay: forms(entry[4], [], 0) });
      });
    });
    return found;
  }

  /* Work is done in slices, so that typing and scrolling never wait. */
  const channel = new MessageChannel(), queue = [];
  channel.port1.onmessage = function () { const next = queue.shift(); if (next) next(); };
  function later(task) { queue.push(task); channel.port2.postMessage(0); }
  function inSlices(count, step, milliseconds) {
    return new Promise(function (done, fail) {
      let at = 0;
      function slice() {
        const end = performance.now() + milliseconds;
        try {
          while (at < count && performance.now() < end) for (let k = 0; k < 8 && at < count; k++) step(at++);
        } catch (error) { fail(error); return; }
        if (at < count) later(slice); else done();
      }
      later(slice);
    });
  }
  let filling = null;
  function fillWords() {
    if (S.far) return Promise.resolve();
    if (!filling) filling = inSlices(F.n, function (i) { build(F.order[i]); S.ready = i + 1; }, 8)
      .then(function () { return load(assets.minisearch); }).then(fillIndex);
    return filling;
  }
  function fillIndex() {
    const at = F.n, fields = ["title", "spelling", "alt", "people", "company"];
    const index = new global.MiniSearch({
      fields: fields,
      extractField: function (doc, field) { return field === "id" ? doc : region(doc, fields.indexOf(field)); },
      tokenize: function (text) { return terms(text.replace(/[\n\u0001-\u0005]/g, " ")); },
      processTerm: function (term) { return term; },
      searchOptions: { boost: { title: 8, spelling: 6, alt: 4, people: 2.5, company: 1.5 } }
    });
    return inSlices(at + S.others.length, function (i) { index.add(i < at ? F.order[i] : i); }, 8).then(function () { S.index = index; });
  }
  function region(doc, at) {
    if (doc >= F.n) return at === 0 ? S.others[doc - F.n].hay : "";
    const hay = S.hay[doc];
    return hay.slice(at ? hay.indexOf(BREAKS[at - 1]) + 1 : 0, hay.indexOf(BREAKS[at]));
  }

  function parse(query) {
    const words = [];
    query.trim().split(/\s+/).forEach(function (piece) { fold(piece).split(" ").forEach(function (w) { if (w) words.push(w); }); });
    const asked = words.slice(0, 12);
    return { words: asked, whole: fold(query), starts: asked.map(function (w) { return IS_RUN.test(w) ? Array.from(w)[0] : w.slice(0, 2); }) };
  }
  function cost(hay, asked) { /* how far a text is from what was asked; Infinity when it is something else */
    let sum = 0;
    for (const word of asked.words) {
      const at = hay.indexOf(IS_RUN.test(word) ? word : " " + word);
      if (at < 0) return Infinity;
      let k = BREAKS.length;
      while (k > 0 && hay.lastIndexOf(BREAKS[k - 1], at) < 0) k--;
      sum += k;
    }
    const titles = hay.indexOf(BREAKS[0]), whole = "\n " + asked.whole, at = hay.indexOf(whole), next = hay[at + whole.length];
    if (at >= 0 && (titles < 0 || at < titles)) return hay.startsWith(" \n", at + whole.length) ? 0 : next === " " ? 1 : 1.5;
    if (sum && titles >= 0) { /* in pinyin: all of it, or all its initials */
      const spelling = hay.slice(titles, hay.indexOf(BREAKS[1])) + "\n", typed = " " + asked.whole.replace(/ /g, "") + " ";
      if (spelling.includes("\n" + typed)) return 0.5;
      if (spelling.includes(typed + "\n")) return 0.6;
    }
    if (asked.words.length === 1) return 2 + sum;
    /* several words: together in one place, or here and there */
    const together = hay.indexOf(" " + asked.whole);
    if (together < 0) return 3 + sum / asked.words.length;
    let k = BREAKS.length;
    while (k > 0 && hay.lastIndexOf(BREAKS[k - 1], together) < 0) k--;
    return k < BREAKS.length ? 2 + k / 2 : ONLY_LOGLINE;
  }
  const ONLY_LOGLINE = 6.5;
  /* What was asked for → {works: [ids, best first], others: [entries, best first], close: whether only like it}. */
  function search(query) {
    const asked = parse(query);
    if (!asked.words.length) return { works: [], others: [], close: false, asked: asked };
    /* What began like this has been looked for already: only what was found then can still be it. */
    const last = S.last, narrower = last && last.ready === S.ready && last.words.every(function (w, k) { return (asked.words[k] || "").startsWith(w); });
    const from = narrower ? last.works : F.order, keys = new Float64Array(from.length), found = [];
    let n = 0, best = Infinity;
    for (let k = 0; k < from.length && S.titles; k++) {
      const i = from[k], c = S.hay[i] !== undefined ? cost(S.hay[i], asked) : quick(i, asked);
      if (c === Infinity) continue;
      keys[n++] = Math.round(c * 64) * 0x400000 + F.rank[i];
      if (c < best) best = c;
    }
    let works = Array.from(keys.subarray(0, n).sort(), function (key) { return F.order[key % 0x400000]; });
    S.last = { words: asked.words, works: works, ready: S.ready };
    S.others.forEach(function (entry, k) {
      const c = cost(entry.hay, asked);
      if (c < Infinity) found.push([c, k]);
      if (c < best) best = c;
    });
    let close = false;
    if (S.index && best >= ONLY_LOGLINE) {
      const like = forgiving(asked);
      if (like.length) {
        close = true;
        const seen = new Set(), near = [];
        like.forEach(function (id) {
          if (id < F.n) { near.push(id); seen.add(id); } else found.push([9, id - F.n]);
        });
        works = near.concat(works.filter(function (w) { return !seen.has(w); }));
      }
    }
    found.sort(function (a, b) { return a[0] - b[0] || a[1] - b[1]; });
    return { works: works, others: found.map(function (pair) { return S.others[pair[1]]; }), close: close, asked: asked };
  }
  /* The same from wherever the words are; what Pagefind cannot answer is answered here after all. */
  function ask(query) {
    if (!S.far) return Promise.resolve(search(query));
    return S.far(query).catch(function () { return openNear().then(function () { return search(query); }); });
  }
  function isFar() { return manifest.pagefind && !S.near && /^http/.test(location.protocol); }
  function openFar() { /* modules and WebAssembly: from a server, in browsers that have them */
    openOthers();
    return load(assets["finder-pagefind"]).then(function () { return global.showcaseFinder.openPagefind(shared + "pagefind/"); })
      .then(function (far) { S.far = far; }).catch(openNear);
  }
  function openNear() {
    S.near = true;
    S.far = S.last = null;
    return need(WORDS).then(openWords);
  }
  /* Before all texts are folded: titles as they are written, and folded where they begin to look like it (黑神话：悟空 is
     asked for without its colon). Folding all of them at each key would take longer than reading them. */
  function quick(i, asked) {
    function holds(text, words) { return words.every(function (w) { return text.includes(w); }); }
    for (const column of S.titles) {
      const title = (column[i] || "").toLowerCase();
      if (!title) continue;
      if (holds(title, asked.words)) return title === asked.whole ? 0 : 2;
      if (!holds(title, asked.starts)) continue;
      const folded = fold(title);
      if (holds(folded, asked.words)) return folded === asked.whole ? 0 : 2;
    }
    return Infinity;
  }
  function forgiving(asked) {
    const words = terms(asked.words.join(" "), true);
    const latin = function (term) { return !IS_RUN.test(term); };
    const options = {
      combineWith: "AND",
      tokenize: function () { return words; },
      prefix: function (term) { return latin(term) ? term.length > 1 : term.length === 1; },
      fuzzy: function (term) { return latin(term) && term.length > 3 && !/^\d/.test(term) ? 0.2 : false; },
      maxFuzzy: 2
    };
    let found = S.index.search("x", options);
    if (!found.length && words.length > 1) {
      options.combineWith = "OR";
      found = S.index.search("x", options);
      const top = found.length ? found[0].score : 0;
      found = found.filter(function (hit) { return hit.score >= top * 0.5 && hit.queryTerms.length >= Math.max(1, words.length * 0.34); });
    }
    return found.slice(0, 60).map(function (hit) { return hit.id; });
  }

  /* --- what a work is called --- */
  const columns = Object.create(null);
  function title(i, tag) {
    if (!columns[tag]) {
      const column = S.titles ? S.titles[F.tags.indexOf(tag)] : sharded("titles." + tag);
      if (!column || !column.length) return ""; /* may be loaded later */
      columns[tag] = column;
    }
    return columns[tag][i] || "";
  }
  function shown(i) { /* {text, lang}; lang is "" where it is the page's own */
    for (const tag of F.labels.chain.concat(F.tags)) {
      const text = title(i, tag);
      if (text) return { text: text, lang: tag === lang ? "" : tag };
    }
    return { text: F.slugs[i], lang: "" };
  }
  function second(i, first) { /* the original title beside the shown one; the English beside the original */
    for (const tag of [F.tags[F.own[i]], "en"]) {
      if (tag === lang || !F.tags.includes(tag)) continue;
      const text = title(i, tag);
      if (text && text !== first) return { text: text, lang: tag };
    }
    return null;
  }
  function path(i) { return "works/" + F.makers[F.facets.company.flat[F.facets.company.off[i]]] + "/" + F.slugs[i] + "/"; }
  function href(address) { return base + (index ? address.replace(/\/(?=[?#]|$)/, "/" + index) : address); } /* a disk has no index */
  function cover(i, sizes) {
    const size = F.sizes[F.size[i]], drawn = size[0] === "svg", owner = F.makers[F.facets.company.flat[F.facets.company.off[i]]];
    if (!size[0]) return "";
    let stem = F.covers[i];
    if (stem[0] === "~") stem = (drawn ? owner + "-" : "") + F.slugs[i] + stem.slice(1);
    const media = shared + "media/" + stem;
    if (drawn) return '<img src="' + media + '.svg" width="600" height="800" alt="" loading="lazy">';
    const files = size[1].map(function (s) { return media + "-" + s[0] + "." + size[0]; });
    const set = files.length > 1 ? ' srcset="' + files.map(function (f, k) { return f + " " + size[1][k][0] + "w"; }).join() + '" sizes="' + sizes + '"' : "";
    const largest = size[1][size[1].length - 1];
    return '<img src="' + files[Math.min(1, files.length - 1)] + '"' + set + ' width="' + largest[0] + '" height="' + largest[1] + '" alt="" loading="lazy">';
  }

  /* --- words of the interface --- */
  function escape(text) {
    return String(text).replace(/[&<>"]/g, function (c) { return { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }[c]; });
  }
  function say(key, values) {
    return F.labels.words[key].replace(/%\((\w+)\)s/g, function (_, name) { return values && values[name] !== undefined ? values[name] : ""; });
  }
  let plural = null, digits = null;
  function number(n) { return (digits || (digits = new Intl.NumberFormat(lang + "-u-nu-latn"))).format(n); }
  function count(key, n, values) {
    if (!plural) plural = new Intl.PluralRules(lang);
    const all = F.labels.plurals[key], text = all[plural.select(n)] || all.other;
    return text.replace(/%\((\w+)\)s/g, function (_, name) { return name === "number" ? number(n) : values[name]; });
  }
  function label(vocabulary, id) {
    const own = F.labels.labels[vocabulary];
    return own && own[id] !== undefined ? own[id] : id;
  }
  function foreign(tag) { /* lang and dir of a text that is not in the page's language */
    if (!tag) return "";
    const mark = F.labels.marks[tag], dir = mark ? mark[2] : "ltr";
    return ' lang="' + escape(tag) + '"' + (dir === document.documentElement.dir ? "" : ' dir="' + dir + '"');
  }
  function mark(tag) {
    const own = tag && F.labels.marks[tag];
    return own ? ' <span class="sc-fb" title="' + escape(own[1]) + '"><bdi lang="' + escape(tag) + '">' + escape(own[0]) + "</bdi></span>" : "";
  }
  function kindLine(i) {
    const facet = F.facets.kind, kind = facet.values[facet.flat[i]], year = F.releasedValues[F.released[i]].slice(0, 4);
    return '<i class="sc-seal" data-s="' + F.seals[kind] + '"></i>' +
      escape(label("kind", kind) + (year ? F.labels.dot + label("year", year) : ""));
  }
  function standCode(i) {
    if (F.stand.off[i] === F.stand.off[i + 1]) return "";
    const stand = F.stands[F.stand.flat[F.stand.off[i]]], sign = F.labels.signs[F.halls[stand[0]]];
    return '<bdi dir="ltr">' + escape((sign ? sign + " · " : "") + stand[1]) + "</bdi>";
  }
  function maker(i) {
    const c = F.facets.company.flat[F.facets.company.off[i]], tag = F.labels.makers.other[c], name = escape(F.makerNames[c]);
    return tag ? "<bdi" + foreign(tag) + ">" + name + "</bdi>" : name;
  }

  function where(i) { /* the company and its stand, as on cards */
    const stand = standCode(i), comma = F.labels.dot === " · " ? " " : escape(F.labels.dot);
    return maker(i) + (stand ? comma + stand.replace("<bdi", '<bdi class="sc-at"') : "");
  }

  const ready = Object.create(null), FACET = ["facets", "cards", "labels"], WORDS = FACET.concat("more", "names", "makers", "variants", "titles.*", "loglines");
  /* What is loaded and read: "facets" to count and choose, "titles" to make cards too, "rights" for answers, "words" for
     the text search. A list that stays as the page has it needs no titles. */
  function open(what) {
    const groups = { facets: FACET, titles: FACET, rights: FACET.concat("contacts"), words: function () { return isFar() ? FACET.concat("more", "makers", "variants", "pagefind") : WORDS; } }[what];
    return ready[what] || (ready[what] = need(groups).then(function () {
      openFacets();
      if (what === "facets") return null;
      if (what === "words" && !isFar()) { openWords(); return null; }
      const far = what === "words" ? openFar() : null;
      return need(["titles." + lang, "titles." + F.labels.source, "titles.en"]
        .concat(F.tags.length <= 3 ? ["titles.*"] : F.labels.chain.slice(0, 3).map(function (t) { return "titles." + t; })))
        .then(function () { return far; });
    }).catch(function (error) { delete ready[what]; throw error; }));
  }

  global.showcaseFinder = {
    start: function (settings) { base = settings.root; shared = settings.shared; lang = settings.lang; assets = settings.assets; index = settings.index || ""; },
    store: store, open: open, fill: fillWords, load: load, F: F, R: R, S: S, STATE: STATE, FACETS: FACETS,
    filter: filter, answer: answer, openRights: openRights, answers: answers, territory: territory, search: search, ask: ask, fold: fold, terms: terms,
    title: title, shown: shown, second: second, path: path, href: href, cover: cover, maker: maker, where: where, standCode: standCode, kindLine: kindLine,
    escape: escape, say: say, count: count, number: number, label: label, foreign: foreign, mark: mark
  };
})(window);
