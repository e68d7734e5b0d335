def log = new File(basedir, 'build.log').text
def file = new File(basedir, 'src/main/nn/com/example/cat_dog.nn')
assert log =~ /\[ERROR\] \Q${file}\E:\[6,\d+\] NN\d+: .*cat_dog\.safetensors/
assert log.contains('1 error in a network')
assert !log.contains('\tat ')
assert !new File(basedir, 'target/generated-sources/nnc').exists()
