"""Builds the package from what the checkout holds now: nothing of an earlier build, such as a withdrawn preset."""

import shutil

from setuptools import setup
from setuptools.command.build_py import build_py


class Afresh(build_py):
    """Setuptools copies into build/ and never removes from there; what it left would be installed again."""

    def run(self) -> None:
        """Begin with an empty folder. An editable install copies nothing, and build_lib may then be the checkout."""
        if not self.editable_mode:
            shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()


setup(cmdclass={"build_py": Afresh})
