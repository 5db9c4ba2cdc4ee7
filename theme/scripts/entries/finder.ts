/* The finder itself, for the dialog and the pages that use it. */

import { Finder } from "../finder/finder.ts";
import { showcase } from "../showcase.ts";

showcase.finder ??= new Finder();
