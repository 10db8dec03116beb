"""A small notation over regular expressions, so that a rule reads like the phrase that it finds.

```
<illness>   any word of that list of `vocabulary`
<~6>        at most six characters, not beyond the sentence
<n>         a number in digits or Chinese characters
```
"""

from __future__ import annotations

import re
from functools import cache

from lianyi.compliance.vocabulary import WORDS

NUMBER = r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十百千]+)"
_GAP = re.compile(r"<~(\d+)>")
_WITHIN = r"[^。！？!?;；\\n]{0,\1}?"
_WORD = re.compile(r"<([a-z_]+)>")


@cache
def compiled(phrase: str) -> re.Pattern[str]:
    """Return the regular expression of a phrase; an unknown `<word>` is a KeyError.

    >>> compiled("治好<~3><illness>").search("三天治好了高血压")[0]
    '治好了高血压'
    """
    words = _WORD.sub(lambda found: f"(?:{WORDS[found[1]]})", phrase.replace("<n>", NUMBER))
    return re.compile(_GAP.sub(_WITHIN, words.replace("<n>", NUMBER)))
