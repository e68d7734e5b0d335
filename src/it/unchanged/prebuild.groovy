// a sample whose weights travel as a resource
['digits.nn', 'digits.safetensors'].each { name ->
    def sample = new File(basedir, '../../../samples/' + name)
    new File(basedir, 'src/main/nn/com/example/' + name).bytes = sample.bytes
}
return true
