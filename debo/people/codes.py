"""Join codes: eight letters of Crockford's base 32, shown as XXXX-XXXX.

Crockford leaves out I, L, O and U, and reads a typed I or L as 1 and an O as 0: whatever a tired person types
from a slip of paper comes out right. 32⁸ is about 10¹² codes; with a thousand of them open, a stranger
guesses one in about 10⁹ tries.
"""

from __future__ import annotations

import secrets

from django.utils.crypto import salted_hmac

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8

_SPOKEN = str.maketrans("OIL", "011")


def new_code() -> str:
    """A fresh code as it is shown."""
    return shown("".join(secrets.choice(ALPHABET) for _ in range(LENGTH)))


def normalised(text: str) -> str:
    """The code somebody meant: capitals, no dashes or blanks, O read as 0, I and L as 1."""
    return "".join(text.upper().split()).replace("-", "").translate(_SPOKEN)


def shown(text: str) -> str:
    """The code in two groups of four."""
    code = normalised(text)
    return f"{code[:4]}-{code[4:]}"


def digest(text: str) -> str:
    """What is stored of a code: a digest keyed with the hub's secret."""
    return salted_hmac("debo.join", normalised(text), algorithm="sha256").hexdigest()
