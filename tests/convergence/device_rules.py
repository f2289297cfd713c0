"""What happens to computers in a year: copies, backups, roll-backs, new keys, another office."""

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from tests.simulators.real_offices import DESKS, HONEST, OFFICE, SECOND, RealOffices
from vanhoa_desktop.errors import ErrorCode, VanHoaError
from vanhoa_desktop.services.devices.enrolment import EnrolmentService
from vanhoa_desktop.services.devices.handing_over import HandOverService
from vanhoa_desktop.services.devices.rotation import ask_new_keys, renew_office_keys
from vanhoa_desktop.services.exchange.answers import check_answered
from vanhoa_desktop.services.office.session import Session

MOST_COPIES = 2
every_desk = st.sampled_from(HONEST)
unit_desks = st.sampled_from(tuple(name for name in HONEST if name not in (OFFICE, SECOND)))


class DeviceRules(RuleBasedStateMachine):
    """The rules that are about computers and keys, not about what is written."""

    offices: RealOffices

    @precondition(lambda self: len(self.offices.units) < len(DESKS) + MOST_COPIES)
    @rule(name=unit_desks)
    def carry_the_folder_to_another_computer(self, name: str) -> None:
        self.offices.copy(name)

    @rule(name=every_desk)
    def back_up(self, name: str) -> None:
        self.offices.back_up(name)

    @precondition(lambda self: self.offices.backups)
    @rule(chance=st.integers(0, 9))
    def restore(self, chance: int) -> None:
        names = list(self.offices.backups)
        name = names[chance % len(names)]
        self.offices.restore(name)
        self.written_is_gone(name)

    @rule(name=every_desk)
    def keep_image(self, name: str) -> None:
        self.offices.keep_image(name)

    @precondition(lambda self: self.offices.snapshots)
    @rule(chance=st.integers(0, 9), is_other_file=st.booleans())
    def go_back_in_place(self, chance: int, is_other_file: bool) -> None:
        names = list(self.offices.snapshots)
        name = names[chance % len(names)]
        self.offices.roll_back(name, is_other_file=is_other_file)
        self.written_is_gone(name)

    @precondition(lambda self: self.offices.office in self.offices.snapshots)
    @rule(is_handed_over=st.booleans())
    def go_back_and_change_the_office_at_once(self, is_handed_over: bool) -> None:
        """Before any file came in: what the office states about its end is what it held once."""
        office = self.offices.office
        self.offices.roll_back(office, is_other_file=False)
        self.written_is_gone(office)
        if is_handed_over:
            self.hand_the_office_over()
        else:
            self.renew_keys_of_the_office()

    @rule(name=unit_desks)
    def renew_keys_of_a_unit(self, name: str) -> None:
        self.renew(name)

    @rule(name=unit_desks)
    def replace_a_lost_laptop(self, name: str) -> None:
        """What it never sent is gone; its files may still come, and a copy of its folder."""
        former = self.offices.sessions[name].identity.device_id
        if _is_at_work(self.offices.sessions[self.offices.office], former):
            self.offices.replace(name)
            self.written_is_gone(name)
            self._forget_images(name)

    @rule()
    def renew_keys_of_the_office(self) -> None:
        if not self._is_awaiting_answers():
            renew_office_keys(self.offices.sessions[self.offices.office])
            self._forget_images(self.offices.office)

    @rule()
    def hand_the_office_over(self) -> None:
        """To the other computer of the commune, which takes it at once."""
        giver = self.offices.office
        taker = SECOND if giver == OFFICE else OFFICE
        given = self.offices.new_file("ban-giao.vhg")
        known = EnrolmentService(self.offices.sessions[giver]).devices()
        wanted = self.offices.sessions[taker].identity.device_id
        if wanted in {d.device_id for d in known} and not self._is_awaiting_answers():
            HandOverService(self.offices.sessions[giver]).give(wanted, given)
            HandOverService(self.offices.sessions[taker]).take(given)
            self._forget_images(giver)
            self._forget_images(taker)

    def _is_awaiting_answers(self) -> bool:
        """A restored office keeps its keys and its office until everybody has answered."""
        session = self.offices.sessions[self.offices.office]
        with session.database.reading() as reading:
            try:
                check_answered(reading, session.identity.device_id)
            except VanHoaError:
                return True
        return False

    def written_is_gone(self, name: str) -> None:
        """A desk went back: what it wrote since and never sent is gone for good."""

    def _forget_images(self, name: str) -> None:
        """An image of the store alone does not go with other keys; a backup brings none back."""
        self.offices.snapshots.pop(name, None)

    def renew(self, name: str) -> None:
        """Ask for new keys, which end the old ones wherever these stand, and take them.

        A restored office gives none before the old ones have answered.
        """
        office, session = self.offices.sessions[self.offices.office], self.offices.sessions[name]
        request, invite = self.offices.new_file("n.vhr"), self.offices.new_file("n.vhi")
        asked = ask_new_keys(session, request)
        try:
            step = EnrolmentService(office).approve(
                request, invite, unit_text=self.offices.units[name], fingerprint=asked.fingerprint
            )
        except VanHoaError as error:
            if error.code is not ErrorCode.ANSWERS_AWAITED:
                raise
            return
        EnrolmentService(session).accept(invite, fingerprint=step.commune_fingerprint)
        self._forget_images(name)

    def renew_what_ended(self) -> bool:
        """A copy of a folder whose keys were renewed elsewhere asks for keys of its own.

        Whether there was one that had to.
        """
        office, others = self.offices.sessions[self.offices.office], self.offices.others
        devices = {name: self.offices.sessions[name].identity.device_id for name in others}
        ended = [name for name, device in devices.items() if _is_ended(office, device)]
        for name in ended:
            self.renew(name)
        return bool(ended)


def _is_at_work(office: Session, device: str) -> bool:
    """Whether the office knows a device, which one that went back may not, and it has not ended."""
    with office.database.reading() as reading:
        known = {} if reading.trust is None else reading.trust.devices
    return device in known and not known[device].is_revoked


def _is_ended(office: Session, device: str) -> bool:
    with office.database.reading() as reading:
        known = {} if reading.trust is None else reading.trust.devices
    return device in known and known[device].is_revoked
