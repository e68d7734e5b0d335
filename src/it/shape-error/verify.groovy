def log = new File(basedir, 'build.log').text
def folder = new File(basedir, 'src/main/nn/com/example')
assert log =~ /\[ERROR\] \Q${folder}${File.separator}\Edigits\.nn:\[3,3\] NN\d+: .*1x28x28/
assert log =~ /\[ERROR\] \Q${folder}${File.separator}\Epair\.nn:\[4,\d+\] NN\d+: /
assert log.contains('2 errors in networks')
assert !log.contains('\tat ')
assert !log.contains('sound.nn:')
assert !new File(basedir, 'target/generated-sources/nnc').exists()
assert !new File(basedir, 'target/nnc').exists()
