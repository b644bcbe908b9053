"""What goes wrong at Madison88, and how it is put right: the texts of the demonstration's tickets."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Story:
    """One kind of ticket. `weight` says how often it happens; texts may hold {site}, {device}, {order}, {style}."""

    category: str
    subcategory: str | None
    type: str
    title: str
    description: str
    impact_text: str
    impact: str | None
    urgency: str | None
    question: str
    answer: str
    note: str
    resolution: str
    resolution_category: str
    root_cause: str
    tags: tuple[str, ...] = ()
    weight: int = 3


STORIES: tuple[Story, ...] = (
    Story(
        "Network", "VPN", "incident", "VPN drops every ten minutes from home",
        "Since this morning the VPN disconnects about every ten minutes and I have to sign in again each time. "
        "My home internet itself is fine, video calls without VPN work.",
        "I cannot keep Infor Nexus open long enough to confirm purchase orders.",
        "one", "medium", "Does it also happen on your phone's hotspot? And which VPN server does the client show?",
        "Same on the hotspot. It says gateway MNL-2.", "MNL-2 shows rekey failures since the firmware update on Sunday.",
        "Moved the profile to gateway MNL-1 and rolled back the firmware of MNL-2 overnight. The tunnel has been stable since.",
        "Configuration", "Rekey bug in the VPN gateway's new firmware", ("vpn", "remote-work"), 6,
    ),
    Story(
        "Network", "Wi-Fi", "incident", "Wi-Fi very slow in the {site} sample room",
        "Photos of samples take minutes to upload from the tablets in the sample room. It is degraded since the racks were moved.",
        "Sample approvals for the autumn line are late because photos do not reach the buyers.",
        "few", "medium", "How many tablets are affected, and is it slow at the desk near the window too?",
        "All four tablets. Near the window it is fine.", "New metal racks shadow the access point over bay 3.",
        "Moved the access point to the aisle and raised its 5 GHz power. Upload of a 40 MB set now takes 12 seconds.",
        "Configuration", "Access point shadowed by metal racks", ("wifi", "sample-room"), 4,
    ),
    Story(
        "Network", "Internet", "incident", "Internet down in the whole {site} office",
        "Nobody in the {site} office has internet. Phones on mobile data work. The router in the server room shows a red light.",
        "The whole site is offline: no mail, no Infor Nexus, production orders cannot be confirmed.",
        "company", "high", "I see the line is down from our side too. Is the power in the server room normal?",
        "Power is normal, only the provider's box is red.", "Provider confirms a fibre cut two blocks away; 4G backup did not take over because its SIM had expired.",
        "Provider spliced the fibre. Backup SIM renewed and fail-over tested with the line unplugged: 40 seconds.",
        "Third party", "Fibre cut by road works; expired SIM in the backup router", ("outage", "provider"), 1,
    ),
    Story(
        "Software", "Infor Nexus", "incident", "Infor Nexus: purchase order {order} cannot be confirmed",
        "When I press Confirm on purchase order {order} I get error NX-4102 'document locked by another session'. "
        "Nobody else on the team has it open.",
        "The factory does not start cutting until the order is confirmed; ship date is at risk.",
        "one", "high", "Did your browser crash while the order was open? I will look for a stale lock.",
        "Yes, the browser crashed just before lunch.", "Stale lock from a dead session, cleared in the admin console.",
        "Released the stale document lock; order {order} is confirmed. Sessions now expire after 30 minutes without activity.",
        "Application", "Stale lock left by a crashed browser session", ("infor-nexus", "orders"), 6,
    ),
    Story(
        "Software", "Vision PLM", "incident", "Vision PLM: tech pack of style {style} will not open",
        "The tech pack of style {style} stays on 'loading' for ever. Other styles open. I tried another browser.",
        "The sample room waits for the measurements of this style.",
        "few", "medium", "Could you tell me who changed the style last, and when it opened last?",
        "Emily changed the artwork yesterday afternoon, before that it opened.", "The artwork is a 900 MB TIFF; the previewer runs out of memory.",
        "Replaced the embedded TIFF by a linked PDF; the tech pack opens in three seconds. Designers got the one-page guide again.",
        "User guidance", "Uncompressed 900 MB artwork embedded in the tech pack", ("vision-plm", "artwork"), 5,
    ),
    Story(
        "Software", "GreatDay", "incident", "GreatDay shows the wrong leave balance",
        "GreatDay says I have 2 days of leave left, my payslip says 7. I need to file for next week.",
        "I cannot file my leave and my manager cannot plan the shift.",
        "one", "low", "I asked HR for the carry-over file. Which date does GreatDay show as start of your leave year?",
        "It says 1 March, it should be 1 January.", "Carry-over import skipped people whose regularisation date changed this year.",
        "HR re-ran the carry-over import with corrected start dates; the balance shows 7 days.",
        "Data correction", "Wrong leave-year start after regularisation", ("greatday", "hr"), 4,
    ),
    Story(
        "Software", "Microsoft 365", "incident", "Outlook asks for my password again and again",
        "Outlook on my laptop keeps asking for the password. Webmail works with the same password.",
        "I miss messages from customers during the day.",
        "one", "medium", "Did you change your password in the last days? Please tell me the exact text of the window.",
        "Yes, on Monday. It says 'Need password' at the bottom.", "Cached credential from before the change.",
        "Cleared the stored credential and signed the profile in again with modern authentication.",
        "User guidance", "Old password in the credential store", ("outlook", "m365"), 7,
    ),
    Story(
        "Software", "Microsoft 365", "incident", "Teams: nobody hears me in meetings",
        "In Teams meetings others do not hear me. The headset works in other programs.",
        "I lead the weekly fit meeting with the US and have to dial in by phone.",
        "one", "medium", "Which device does Teams show under Settings > Devices > Microphone?",
        "It shows the monitor's microphone.", "Teams picked the docking monitor as its default.",
        "Set the headset as device and switched off automatic device choice; test call was fine.",
        "User guidance", "Wrong default microphone after a docking change", ("teams", "headset"), 5,
    ),
    Story(
        "Software", "Pivot88", "incident", "Pivot88 inspection report does not sync from the tablet",
        "Three inspection reports of today are stuck on 'pending sync' on the tablet. The factory has Wi-Fi.",
        "Shipments wait for the inspection certificate.",
        "few", "high", "Please keep the tablet on, do not reinstall. Which version does the app show?",
        "Version 5.2.0.", "5.2.0 fails on photos taken in portrait mode; vendor has 5.2.1.",
        "Updated the app to 5.2.1 through device management; all three reports synced, nothing was lost.",
        "Application", "Vendor bug in app version 5.2.0", ("pivot88", "inspection"), 4,
    ),
    Story(
        "Hardware", "Laptop", "incident", "Laptop {device} does not switch on",
        "My laptop {device} does not react to the power button since this morning. The charger light is off.",
        "I cannot work at all; month-end closing is this week.",
        "one", "high", "Please try the charger of a colleague for ten minutes and tell me whether the light comes on.",
        "With another charger the light comes on and it starts.", "Charger dead, out of warranty by two months.",
        "Handed out a new 65 W charger from stock; the battery is healthy (91 %).",
        "Hardware replaced", "Defective charger", ("laptop", "charger"), 6,
    ),
    Story(
        "Hardware", "Laptop", "incident", "Laptop {device} is very slow and hot",
        "Since the last update the fan of {device} runs all the time and everything is slow, even Excel.",
        "Costing sheets take minutes to recalculate.",
        "one", "medium", "I will look at it remotely at 14:00 your time, is that all right?",
        "Yes, 14:00 is fine.", "Indexer loops on a 60 GB mailbox archive; 4 GB free on disk.",
        "Moved the archive online, freed 80 GB and rebuilt the search index. Recalculation is back to seconds.",
        "Configuration", "Disk almost full, search index in a loop", ("laptop", "performance"), 5,
    ),
    Story(
        "Hardware", "Printer", "incident", "Label printer in the {site} warehouse prints blank labels",
        "The label printer at packing station 2 feeds labels but they are blank. We changed the roll already.",
        "Cartons cannot be closed; station 1 is overloaded.",
        "few", "high", "Was the new roll of the same type (thermal transfer, not direct)?",
        "The box says direct thermal.", "Wrong media; ribbon also worn.",
        "Loaded thermal-transfer labels and a new ribbon, printed 50 test labels. Stock list corrected so that the right rolls are ordered.",
        "Hardware replaced", "Wrong label type ordered", ("printer", "warehouse"), 5,
    ),
    Story(
        "Hardware", "Monitor", "service_request", "Second monitor for pattern work",
        "For grading patterns I need a second screen, 27 inch like the others in the development team.",
        "Without it I switch windows all day; grading takes about an hour longer per style.",
        "one", "low", "Your lead has approved it. Do you have a free DisplayPort on the dock?",
        "Yes, one is free.", "Taken from stock, asset record updated.",
        "27 inch monitor installed and colour profile loaded.",
        "Fulfilled", "Request", ("monitor",), 3,
    ),
    Story(
        "Hardware", "Docking station", "incident", "Docking station loses the network",
        "Several times a day the network goes away for some seconds when the laptop is docked.",
        "Calls drop and Vision PLM has to be opened again.",
        "one", "medium", "Which model is the dock? The label is on the underside.",
        "It is a D3100.", "Known with D3100 firmware below 1.18.",
        "Updated the dock's firmware to 1.21; no drop in two days of logs.",
        "Configuration", "Old dock firmware", ("dock",), 3,
    ),
    Story(
        "Access Request", "Shared folder", "service_request", "Access to the Costing folder for the new season",
        "Please give me write access to the shared folder Costing/FW27. I moved to the costing team this week.",
        "I cannot fill in the cost sheets that are due on Friday.",
        "one", "medium", "I asked the folder's owner for approval; do you still need your old Merchandising access?",
        "No, the old one can go.", "Owner approved. Removed from the Merchandising group as agreed.",
        "Added to the group Costing-RW, removed from Merchandising-RW. Sign out and in once.",
        "Fulfilled", "Change of team", ("access", "joiner-mover-leaver"), 6,
    ),
    Story(
        "Access Request", "Application role", "service_request", "Infor Nexus role for shipping documents",
        "I take over shipping documents from Sun Peng during his leave and need the role 'Documents: create and send'.",
        "Shipments leave on Thursday and nobody else here may send the documents.",
        "one", "high", "Approved by the shipping manager until the end of next month. Is that long enough?",
        "Yes, he is back by then.", "Time-limited role, expires on its own.",
        "Role granted with an end date; tested with a draft packing list.",
        "Fulfilled", "Stand-in during leave", ("infor-nexus", "access"), 4,
    ),
    Story(
        "Access Request", "Multi-factor sign-in", "incident", "New phone, cannot approve the sign-in any more",
        "I have a new phone and the authenticator is empty. I cannot sign in to anything from home.",
        "I am locked out of mail and Teams while travelling.",
        "one", "high", "I have to verify it is you: I call you back on the number HR has on file, is that all right now?",
        "Yes, please call.", "Verified by call-back. Old device removed.",
        "Registered the new phone after call-back verification; a second method was added as spare.",
        "Configuration", "Phone replaced without moving the authenticator", ("mfa", "security"), 5,
    ),
    Story(
        "Access Request", "Suspicious mail", "incident", "Strange mail asks me to confirm a payment",
        "I got a mail that looks like it comes from our president and asks to pay an invoice today. The address looks odd. I did not click.",
        "Others in finance may have got the same mail; this could become a security breach.",
        "department", "high", "Thank you for reporting and not clicking. Please forward it as an attachment, then delete it.",
        "Forwarded.", "Look-alike domain registered yesterday; 14 recipients, nobody clicked.",
        "Blocked the domain, removed the mail from 14 mailboxes, informed finance. No account was touched.",
        "Security measure", "Phishing from a look-alike domain", ("phishing", "security"), 2,
    ),
    Story(
        "Account Creation", "New employee", "service_request", "Accounts for a new planner starting on Monday",
        "A new planner joins the {site} office on Monday. Needed: mail, Teams, GreatDay, Infor Nexus (planner role), laptop.",
        "Without accounts the first week of training is lost.",
        "one", "medium", "Which cost centre, and who is the line manager?",
        "Cost centre 4410, manager is Paolo Navarro.", "All groups by role template 'Planner'.",
        "Accounts created by role template, first sign-in letter handed to HR, laptop prepared.",
        "Fulfilled", "New employee", ("joiner",), 5,
    ),
    Story(
        "Account Creation", "Leaver", "service_request", "Close the accounts of a leaver at the end of the week",
        "Please close all accounts of a colleague who leaves on Friday, and give the mailbox to the line manager for 60 days.",
        "Company data must not stay open after the last day.",
        "one", "medium", "Does the manager need the OneDrive files as well?",
        "Yes, read access is enough.", "Scheduled for Friday 18:00 local time.",
        "Accounts disabled on schedule, sessions revoked, mailbox and files delegated for 60 days, laptop returned.",
        "Fulfilled", "Leaver", ("leaver",), 3,
    ),
    Story(
        "Other", None, "service_request", "Question about archiving customer line sheets",
        "Where should line sheets of past seasons be kept so that sales can still find them? I would like documentation if there is any.",
        "Old files fill our shared drive.",
        "one", "low", "There is an archive library per season; I send you the link. Who else needs it?",
        "The whole sales team.", "Guide sent; candidate for a knowledge article.",
        "Created the library SS24-Archive, showed how to move folders, sent the guide.",
        "User guidance", "Question", ("archive",), 3,
    ),
    Story(
        "Other", None, "incident", "Meeting room screen in {site} shows no picture",
        "The screen in the big meeting room stays black, with cable and with wireless.",
        "The buyer's visit tomorrow starts in that room.",
        "few", "medium", "Is the small light under the screen red or white?",
        "Red, blinking twice.", "Power board of the screen is gone; spare screen in storage.",
        "Mounted the spare screen, sent the old one for repair under warranty.",
        "Hardware replaced", "Defective power board", ("meeting-room",), 3,
    ),
    Story(
        "Software", "Infor Nexus", "incident", "Infor Nexus unavailable for all of {site}",
        "Since 9:15 nobody in {site} can open Infor Nexus: error 503 after sign-in. Colleagues abroad report the same.",
        "Order confirmations and shipping documents stand still for the whole department.",
        "department", "high", "We see it too and have the vendor on the line. I update this ticket every 30 minutes.",
        "Thank you, we collect the urgent orders meanwhile.", "Vendor incident; status page says storage failure in their region.",
        "Vendor restored the service at 11:40; queued messages were processed and checked against our list, none missing.",
        "Third party", "Storage failure at the vendor", ("outage", "infor-nexus"), 1,
    ),
    Story(
        "Hardware", "Phone", "service_request", "Desk phone for the new reception in {site}",
        "The reception moved to the first floor and needs its phone there with the same number.",
        "Visitors and couriers call this number.",
        "few", "medium", "Is there a free network socket at the new desk?",
        "Yes, two.", "Port patched, VLAN voice.",
        "Moved the phone and patched the socket; inbound and outbound calls tested.",
        "Fulfilled", "Office move", ("phone",), 2,
    ),
)

SITES = {"philippines": "Manila", "us": "Colorado", "indonesia": "Bandung", "china": "Dongguan", "other": "travelling"}
