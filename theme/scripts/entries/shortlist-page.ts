import { one } from "../dom.ts";
import { mountShortlist } from "../shortlist/page.ts";
import { showcase } from "../showcase.ts";

if (showcase.shortlist) mountShortlist(showcase.shortlist, one("[data-sc-list]"));
