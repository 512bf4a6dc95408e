"""The catalogue of what pages say: headings, labels and sentences, in British English."""

from mayoral.publish.phrases.around import *  # noqa: F403 - one catalogue, kept in several files
from mayoral.publish.phrases.elections import *  # noqa: F403
from mayoral.publish.phrases.law import *  # noqa: F403
from mayoral.publish.phrases.people import *  # noqa: F403
from mayoral.publish.phrases.site import *  # noqa: F403
