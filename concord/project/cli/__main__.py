from concord.project.cli.entry import main

main()
