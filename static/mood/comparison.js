// All that the page of a comparison does: share it, know whose it is.

import "../sharing/share.js";
import "../sharing/mine.js";
