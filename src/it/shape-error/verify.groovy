def log = new File(basedir, 'build.log').text
def folder = new File(basedir, 'src/main/nn/com/example')
def lines = log.readLines()

// once by generate and once by check
assert lines.count { it.startsWith("[ERROR] ${new File(folder, 'digits.nn')}:[3,3] NN203: ") && it.contains('1x28x28') } == 2
assert lines.count { it.startsWith("[ERROR] ${new File(folder, 'pair.nn')}:[4,9] NN220: ") } == 2
assert lines.count { it.startsWith('[ERROR] Failed to execute goal') && it.contains('2 errors in networks') } == 2
assert log.contains('put `flatten` before it (1*28*28 = 784 values)')
assert !log.contains('\tat ')
assert !log.contains('sound.nn:')
assert !new File(basedir, 'target/generated-sources/nnc').exists()
assert !new File(basedir, 'target/nnc').exists()
