"""What a command says when something asked for was not done."""

import click


class Refused(click.ClickException):
    """Something asked for was not done; the message says why. Exit status 1."""

    def show(self, file: object = None) -> None:
        click.echo(self.message, err=True)
