def file = { String path -> new File(basedir, path) }
assert file('target/generated-sources/nnc/com/example/Pets.java').isFile()

def loader = new URLClassLoader([file('target/classes/').toURI().toURL()] as URL[], ClassLoader.platformClassLoader)
try {
    float[] picture = [0.5f, 0.8f, 0.2f]
    float cat = loader.loadClass('com.example.Prediction').getDeclaredConstructor().newInstance().cat(picture)
    assert Math.abs(cat - 0.82f) < 0.005f
} finally {
    loader.close()
}

def log = file('build.log').text
assert log.contains('Compiled 1 network file: ')
assert log.contains('Nothing to generate: 1 network file unchanged')
assert log.contains('Checked 1 network file in ')
assert log.contains('Wrote ')
assert file('imported/cats.nn').text.contains('dense 4 relu')
assert file('imported/cats.safetensors').isFile()
