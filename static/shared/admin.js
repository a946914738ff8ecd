// On every page of the desk but the forms, which do it themselves.
import { sendUnsent } from "./unsent.js";

sendUnsent();
