import ArgumentParser
print("jmoncheck")
