"""The agreement for machines: the document as one object, and the operations of the API."""

from .document import FORMAT, Address, document
from .operations import routes

__all__ = ["FORMAT", "Address", "document", "routes"]
