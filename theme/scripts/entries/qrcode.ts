/* qrcode-generator, asked for by what draws codes. */

import qrcode from "qrcode-generator";
import { showcase } from "../showcase.ts";

showcase.qrcode = qrcode;
