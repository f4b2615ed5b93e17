import ArgumentParser

print("jmoncheck")
