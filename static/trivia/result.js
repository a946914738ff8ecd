// All that the page of a finished round does: note it, time to the next one, the board, sharing.

import "./history.js";
import "./next.js";
import "./board.js";
import "../sharing/share.js";
