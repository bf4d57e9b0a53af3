"""`python -m opencompact.cli`."""

from opencompact.cli import main

raise SystemExit(main())
