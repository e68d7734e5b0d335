def file = { String path -> new File(basedir, path) }
assert file('target/generated-sources/nnc/com/example/CatDog.java').isFile()
assert file('target/generated-test-sources/nnc/Tiny.java').isFile()
assert file('target/test-classes/Tiny.class').isFile()
assert !file('target/classes/Tiny.class').exists()

def loader = new URLClassLoader([file('target/classes/').toURI().toURL()] as URL[], ClassLoader.platformClassLoader)
try {
    float[] picture = [0.5f, 0.8f, 0.2f]
    def net = loader.loadClass('com.example.CatDog').getMethod('load').invoke(null)
    float[] p = net.forward(picture)
    assert p.length == 2
    assert Math.abs(p[0] - 0.82f) < 0.005f
    assert Math.abs(p[0] + p[1] - 1) < 1e-6f
    assert loader.loadClass('com.example.Pets').getDeclaredConstructor().newInstance().name(picture) == 'CAT'
} finally {
    loader.close()
}

def log = file('build.log').text
assert log.contains('Checked 1 network file in ')
assert log.contains('26 parameters')
assert log.contains('Compiles the networks of src/main/nn')
assert log.contains('nnc:generate-test')
assert !log.contains('[WARNING]')
