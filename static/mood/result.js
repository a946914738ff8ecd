// All that the page of a result does: share it, know whose it is, play its motif, keep spoilers folded.

import "../sharing/share.js";
import "../sharing/mine.js";
import "../shared/motif.js";
import "../shared/spoilers.js";
