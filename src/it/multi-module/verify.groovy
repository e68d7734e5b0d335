def log = new File(basedir, 'build.log').text
assert !log.contains('not marked @threadSafe') && !log.contains('not thread-safe')
assert log.count('Compiled 1 network file: ') == 2

def urls = ['nets', 'more-nets', 'app'].collect { new File(basedir, it + '/target/classes/').toURI().toURL() }
def loader = new URLClassLoader(urls as URL[], ClassLoader.platformClassLoader)
try {
    assert loader.loadClass('com.example.app.Both').agree([0.5f, 0.8f, 0.2f] as float[])
} finally {
    loader.close()
}
