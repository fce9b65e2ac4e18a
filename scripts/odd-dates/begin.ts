/** Sets the clock of this worker and of its child processes to the date on which each test file begins. */
const { FAKETIME: offset = '0', TEST_FILES_BEGIN_AT: date = '' } = process.env;
const machine = Date.now() - Number(offset) * 1000;
const wanted = (Date.parse(date) - machine) / 1000;
process.env['FAKETIME'] = wanted < 0 ? `${wanted}` : `+${wanted}`;
