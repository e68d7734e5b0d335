def file = { String path -> new File(basedir, path) }
assert file('target/generated-sources/nnc/com/example/Pets.java').isFile()

def loader = new URLClassLoader([file('target/classes/').toURI().toURL()] as URL[], ClassLoader.platformClassLoader)
try {
    float[] picture = [0.5f, 0.8f, 0.2f]
    float cat = loader.loadClass('com.example.Prediction').getDeclaredConstructor().newInstance().cat(picture)
    assert Math.abs(cat - 0.82f) < 0.005f
    def words = loader.loadClass('com.example.Words')
    assert words.getField('N_MAX').getInt(null) == 16
} finally {
    loader.close()
}

def log = file('build.log').text
assert log.contains('Compiled 2 network files: ')
assert log.contains('Nothing to generate: 2 network files unchanged')
assert log.contains('Checked 2 network files in ')
assert log.contains('Wrote ')
assert file('imported/cats.nn').text.contains('dense 4 relu')
assert file('imported/cats.safetensors').isFile()
