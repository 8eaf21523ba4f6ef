"""A made-up questionnaire with a question of every kind."""

from __future__ import annotations

from dataclasses import replace

from almaden.partnership.questionnaires.form import Choice, Question, Questionnaire


def both(english: str, french: str) -> dict[str, str]:
    return {"en": english, "fr": french}


def choices(*keys: str) -> tuple[Choice, ...]:
    return tuple(Choice(key, both(f"The {key}", f"Le {key}")) for key in keys)


#: All made up.
FORM = Questionnaire(
    titles=both("A made-up survey", "Une enquête inventée"),
    introductions=both("All made up.", "Tout est inventé."),
    languages=("en", "fr"),
    questions=(
        Question("country", "country", both("Which country?", "Quel pays ?"), required=True, dont_know=False,
                 fills="country"),
        Question("stock", "number", both("How much waste is there?", "Combien de déchets ?"), unit="t", low=0,
                 high=10_000, help=both("In tonnes.", "En tonnes."), required=True, fills="stock_t"),
        Question("staff", "number", both("How many people?", "Combien de personnes ?"), whole=True, low=0),
        Question("known", "one", both("How is that known?", "Comment le sait-on ?"),
                 choices=choices("measured", "estimated"), fills="known_by"),
        Question("what", "several", both("Which material?", "Quelle matière ?"),
                 choices=choices("sludge", "soil", "lamps"), fills="materials"),
        Question("topics", "ranking", both("Which topics first?", "Quels sujets ?"),
                 choices=choices("storage", "disposal", "law")),
        Question("money", "yes_no", both("Is money needed?", "Faut-il de l'argent ?"), fills="wants_finance"),
        Question("due", "date", both("By when?", "Pour quand ?"), fills="due"),
        Question("who", "short", both("Who answers?", "Qui répond ?"), personal=True, fills="contact"),
        Question("words", "long", both("Anything else?", "Autre chose ?")),
    ),
)  # fmt: skip


def without(form: Questionnaire, key: str) -> Questionnaire:
    """The questionnaire without a question."""
    return replace(form, questions=tuple(one for one in form.questions if one.key != key))


def with_change(form: Questionnaire, key: str, **values: object) -> Questionnaire:
    """The questionnaire with one question changed."""
    return replace(
        form,
        questions=tuple(replace(one, **values) if one.key == key else one for one in form.questions),  # type: ignore[arg-type]
    )
