execute 'set' do
  command ['udclient', '-username', 'admin',
           '-password', 'Summer24x', 'setComponentProperty', '-component', 'PAY', '-name', 'jes.password', '-value', node['pw'], '-isSecure', 'true']
end
