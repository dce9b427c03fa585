"""``python -m summarizer``, and what the command ``summarizer`` starts."""

from summarizer.clash import explain_damage


def main() -> None:
    """Run the command line, or say why it is not there."""
    try:
        from summarizer.cli import main as command
    except ImportError as error:
        if not (error.name or "").startswith("summarizer"):
            raise
        raise SystemExit(f"Error: {explain_damage()}") from error
    command(prog_name="summarizer")


if __name__ == "__main__":
    main()
