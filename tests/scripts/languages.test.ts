import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseLanguage, spell } from "../../theme/scripts/frame/languages.ts";

test("Chinese is told apart by script and region", () => {
  const spelled = ["zh", "zh-CN", "zh-Hans-HK", "zh-TW", "zh-HK", "zh-Hant", "zh-hant-tw", "pt-BR"].map(spell);
  assert.deepEqual(spelled, ["zh-hans", "zh-hans", "zh-hans", "zh-hant", "zh-hant", "zh-hant", "zh-hant", "pt-br"]);
});

test("the first wish that any language fits decides", () => {
  const languages = ["zh-Hans", "en", "ar"];
  assert.equal(chooseLanguage(["ar-EG", "en"], languages), 2);
  assert.equal(chooseLanguage(["de", "en-GB"], languages), 1);
  assert.equal(chooseLanguage(["zh-TW"], languages), 0);
  assert.equal(chooseLanguage(["de"], languages), -1);
  assert.equal(chooseLanguage([], languages), -1);
});
