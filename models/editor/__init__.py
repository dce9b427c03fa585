"""The recipe of the editor: base weights → examples → training → int8."""
