"""What a document's own tables call things: its functional names and its projects."""

from budgets.document import Document
from budgets.recognising.functional import Functional
from budgets.recognising.projects import Projects


class Lookup:
    """The names of one document."""

    def __init__(self, document: Document) -> None:
        self.functional = Functional(document)
        self.projects = Projects(document)

    def find(self, finder: str, words: str) -> str:
        """The subject that ``words`` name last, by ``finder`` (``item``, ``class``, ``project``); empty if none."""
        if finder == "item":
            return self.functional.item(words)
        if finder == "class":
            return self.functional.function_class(words)
        key = self.projects.spoken_of(words)
        return f"project.{key}" if key else ""
