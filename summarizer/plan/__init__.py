"""Which sentences make the best summary: importance and dependency, learned from editors.

document, ranking → ``features`` → ``model``: a ``Judgement`` → ``search``: a set of sentences
"""
