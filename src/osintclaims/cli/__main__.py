"""``python -m osintclaims.cli``, where the script is not on the path."""

import sys

from osintclaims.cli import main

sys.exit(main())
