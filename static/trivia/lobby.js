// All that the lobby of trivia does: today's round, the time to the next one, the player's record, spoilers.

import "./today.js";
import "./next.js";
import "./history.js";
import "../shared/spoilers.js";
