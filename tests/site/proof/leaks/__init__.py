"""Whether a confidential word is ever seen by somebody who may not see it."""
