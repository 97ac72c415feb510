"""What is said when a date or a period cannot be read."""


class PeriodError(ValueError):
    """A date or period that cannot be, with a sentence for the person who wrote it.

    `sentence` is English with {places} and the key of its translation; `values` fill the places. Whoever
    shows it translates first and fills afterwards; `str()` is the English.
    """

    def __init__(self, sentence: str, **values: str | int) -> None:
        self.sentence = sentence
        self.values = values
        super().__init__(sentence.format(**values))
