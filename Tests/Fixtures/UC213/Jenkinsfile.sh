pipeline { agent any
  stages { stage('deploy') { steps {
    sh '''
      udclient -username admin -password Clear84 -weburl https://ucd setEnvironmentProperty -application A \
        -environment T -name jes.user -value DEPL
    '''
    sh "udclient -authtoken ${env.TOKEN} setEnvironmentProperty -application A -environment T -name jes.password -value Clear85"
  } } }
}
