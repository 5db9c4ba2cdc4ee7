/* Every page's script, after it is read. Everything it serves works without it, except what makes no sense then and is
   hidden by `.no-js`. */

import { guardComposing } from "../frame/composing.ts";
import { loadGalleries, startApp } from "../frame/loading.ts";
import { startMenus } from "../frame/menus.ts";
import { startProgramme } from "../frame/programme.ts";
import { startScheme } from "../frame/scheme.ts";
import { startFinderPages, startSearch } from "../frame/search-start.ts";
import { startShare } from "../frame/share.ts";
import { startHearts } from "../shortlist/hearts.ts";
import { framed, inBooth } from "../showcase.ts";

guardComposing();
startScheme();
startMenus();
startShare();
loadGalleries();
if (!inBooth) startProgramme();
if (framed) {
  startSearch();
  startFinderPages();
  startHearts();
  startApp();
}
