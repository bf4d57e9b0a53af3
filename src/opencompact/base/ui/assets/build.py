import sys,pathlib; pathlib.Path(sys.argv[2]).mkdir(parents=True,exist_ok=True)
